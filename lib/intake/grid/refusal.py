"""Why a file cannot be taken in, in the office's words; never a word of what the file says."""

from lib.errors import IntakeError
from lib.intake.issues import Finding, Level

_CODE = "M39"
_SAVE_AS = "请用Excel或WPS打开后另存为.xlsx（Excel工作簿）再上传"


class RefusedError(IntakeError):
    """The file cannot be taken in; `finding` says why and how to mend it, and never quotes the content."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.problem}，{finding.remedy}")
        self.finding = finding


def refused(problem: str, remedy: str = _SAVE_AS) -> RefusedError:
    """The refusal to raise; without a remedy of its own it asks for a workbook saved anew."""
    return RefusedError(Finding(_CODE, Level.REJECTION, problem, remedy))


def encrypted() -> RefusedError:
    """The refusal of a file behind a password, be it an old file or a single part of an archive."""
    return refused("文件已加密", "请取消密码后上传")


def remark(problem: str, remedy: str) -> Finding:
    """A note on a file that was read all the same."""
    return Finding(_CODE, Level.NOTE, problem, remedy)
