"""How large a file and a sheet may be."""

from lib.intake.grid.refusal import refused

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000


def check_size(size: int) -> None:
    """Raise RefusedError for a file of too many bytes."""
    if size > MAX_FILE_BYTES:
        raise refused(f"文件超过{MAX_FILE_BYTES // MEGABYTE}MB", "请删除图片和多余内容，或分成几个文件上传")


def check_extent(height: int, width: int) -> None:
    """Raise RefusedError unless a sheet of this size can be held."""
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise refused(
            f"工作表超过{MAX_ROWS}行或{MAX_COLUMNS}列", "请删除数据区以外的空行、空列（连同格式）后重新保存上传"
        )
    check_cells(height * width)


def check_cells(count: int) -> None:
    """Raise RefusedError for more cells than can be held at once."""
    if count > MAX_CELLS:
        raise refused(f"单元格（含合并区域）超过{MAX_CELLS}个", "请删除多余的内容、格式和合并区域，或分成几个文件上传")
