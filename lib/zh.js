/* Streamlit 1.67 has no translations. This script, run before any other, turns its built-in English into Chinese:
   texts and labels as they appear in the page, and the two things that are decided before. */
(() => {
  "use strict";

  // Calendars, number formats and accessible names of date fields follow the browser's language: make it Chinese.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  // Tables are painted on a canvas, where there is no text node to translate.
  const paint = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function fillText(text, ...place) {
    return paint.call(this, text === "empty" ? "暂无数据" : text, ...place);
  };

  const WORDS = {
    // frame
    "Main menu": "主菜单", "Rerun": "重新运行", "Auto rerun": "自动重新运行", "Always rerun": "总是重新运行",
    "Clear cache": "清除缓存", "Clear caches": "清除缓存", "Print": "打印", "Settings": "设置", "About": "关于",
    "Theme": "主题", "System": "跟随系统", "Light": "浅色", "Dark": "深色", "Deploy": "部署", "Get help": "获取帮助",
    "Report a bug": "报告问题", "Record a screencast": "录制屏幕", "Running...": "正在运行", "Stop": "停止",
    "Stopping...": "正在停止…", "Connecting": "正在连接", "Connecting to Streamlit server": "正在连接服务器",
    "Unable to connect to Streamlit server": "无法连接服务器", "Error": "错误", "Error:": "错误：",
    "Skip to main content": "跳到正文", "Sidebar": "侧栏", "Collapse sidebar": "收起侧栏",
    "Expand sidebar": "展开侧栏", "App pages": "页面", "View less": "收起", "(opens in new tab)": "（在新标签页打开）",
    "Navigate to home page": "回到首页", "App Logo": "标志", "Logo": "标志", "Notifications": "通知",
    "Link to heading": "本节链接", "Scroll tabs left": "向左滚动标签", "Scroll tabs right": "向右滚动标签",
    "Close": "关闭", "Cancel": "取消", "Dismiss": "关闭", "Try again": "重试", "Retry": "重试", "Copy": "复制",
    "Copied": "已复制", "Copied!": "已复制", "Copy to clipboard": "复制到剪贴板", "Help": "说明", "Loading...": "加载中…",
    // connection, errors
    "Page not found": "没有这个页面", "Connection error": "连接中断", "Connection timed out.": "连接超时。",
    "Streamlit server is not responding. Are you connected to the internet?": "服务器没有应答。请检查网络后稍候，页面会自动重连。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "服务器没有应答。若服务已停止，请由管理员重新启动：",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "您打开的页面不存在，现显示首页。",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断。请等页面重新连上后再试。",
    "Network error": "网络错误", "Request aborted": "请求已取消", "Script execution error": "页面出错",
    "Unknown error": "未知错误", "Unexpected error. Please try again.": "出错了，请重试。", "Traceback:": "错误详情：",
    // choosing
    "Choose an option": "请选择", "Choose options": "请选择", "Select an option": "请选择", "Select...": "请选择",
    "Add options": "添加选项", "Add an option": "添加选项", "Choose or add an option": "请选择或添加",
    "Choose or add options": "请选择或添加", "No options to select.": "没有可选项", "No options to select": "没有可选项",
    "No options": "没有可选项", "No results": "没有匹配项", "Select all": "全选", "Clear all": "全部清除",
    "Clear value": "清除", "Clear entry": "清除", "Open": "展开", "Selected values": "已选项",
    "Multiselect": "多选框", "Multiselect options": "选项", "Selectbox": "选择框", "Selectbox options": "选项",
    "Show suggestions": "显示候选项", "Suggestions": "候选项",
    // entering
    "Press Enter to apply": "按回车键确认", "Press Enter to submit form": "按回车键提交", "(required)": "（必填）",
    "Press Ctrl+Enter to apply": "按 Ctrl+回车键确认", "Press ⌘+Enter to apply": "按 ⌘+回车键确认",
    "Press Ctrl+Enter to submit form": "按 Ctrl+回车键提交", "Press ⌘+Enter to submit form": "按 ⌘+回车键提交",
    "Show password": "显示密码", "Hide password": "隐藏密码", "Increment": "增加", "Decrement": "减少",
    "Invalid input.": "输入无效。", "Enter a valid email address.": "请输入有效的电子邮箱。",
    "Enter a valid URL.": "请输入有效的网址。", "Enter a valid phone number.": "请输入有效的电话号码。",
    "⚠️ Please fill out this cell.": "⚠️ 请填写此单元格。", "This field is required.": "此项必填。",
    "Number is above the allowed range.": "数值过大。", "Number is below the allowed range.": "数值过小。",
    "Thumbs up": "赞成", "Thumbs down": "反对", "Previous page": "上一页", "Next page": "下一页", "Pagination": "翻页",
    // dates
    "Date range": "日期范围", "Quick select a date range": "快速选择日期范围", "Choose date": "选择日期",
    "Choose date range": "选择日期范围", "Choose date and time": "选择日期和时间", "Clear date": "清除日期",
    "Clear dates": "清除日期", "Clear date and time": "清除日期和时间", "Clear time": "清除时间", "Select": "请选择",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选择日期，回车确认，Esc 关闭。",
    "Click to start selecting date range": "点击选择起始日期", "Click to finish selecting date range": "点击选择结束日期",
    "First available date": "最早可选日期", "Last available date": "最晚可选日期",
    "Previous month": "上个月", "Next month": "下个月", "Past Week": "近一周", "Past Month": "近一个月",
    "Past 3 Months": "近三个月", "Past 6 Months": "近六个月", "Past Year": "近一年", "Past 2 Years": "近两年",
    "Invalid time format. Please use HH:MM.": "时间格式应为“时:分”。",
    "Invalid time format. Please use HH:MM:SS or HH:MM.": "时间格式应为“时:分:秒”或“时:分”。",
    "Hours must be 0–23.": "小时应为 0–23。", "Minutes must be 0–59.": "分钟应为 0–59。",
    "Seconds must be 0–59.": "秒应为 0–59。",
    // files
    "Upload": "选择文件", "Browse files": "选择文件", "Upload directories": "选择文件夹", "Add files": "添加文件",
    "Drag and drop a file here": "把文件拖到这里", "Drag and drop files here": "把文件拖到这里",
    "Drag and drop directories here": "把文件夹拖到这里", "file upload": "选择文件", "File upload": "选择文件",
    "Upload failed": "上传失败", "Click to retry upload": "点击重新上传", "Only one file is allowed.": "只能上传一个文件。",
    "File size is too small.": "文件太小。",
    // tables
    "Zoom In": "放大", "Zoom Out": "缩小", "Toggle attribution": "地图来源", "Mapbox logo": "地图组件标志",
    "Download as CSV": "下载 CSV", "Search": "查找", "Fullscreen": "全屏", "Close fullscreen": "退出全屏",
    "Show/hide columns": "显示或隐藏列", "Add row": "添加行", "Delete row(s)": "删除行", "Clear selection": "取消选择",
    "Type to search": "输入要查找的内容", "Close Search": "关闭查找", "Previous Result": "上一个", "Next Result": "下一个",
    "Dataframe column menu": "列菜单", "Sort ascending": "升序", "Sort descending": "降序", "Format": "格式",
    "Autosize": "自动列宽", "Pin column": "固定列", "Unpin column": "取消固定", "Hide column": "隐藏列",
    "Statistics": "统计", "Copy column name": "复制列名", "(index)": "（行号）", "Scrollable table": "可滚动的表格",
    "empty": "暂无数据", "No data": "暂无数据", "No content": "无内容", "Failed to load data": "数据加载失败",
    "Automatic": "自动", "Localized": "本地格式", "Plain": "原样", "Compact": "缩写", "Dollar": "美元", "Euro": "欧元",
    "Yen": "日元", "Percent": "百分比", "Scientific": "科学计数", "Accounting": "会计", "Distance": "相对时间",
    "Calendar": "日历", "Duration": "时长", "Bytes": "字节", "Values": "有值", "Empty": "空值", "Distinct": "不同值",
    "Average": "平均值", "Standard deviation": "标准差", "Minimum": "最小值", "25th percentile": "第 25 百分位",
    "Median": "中位数", "75th percentile": "第 75 百分位", "Maximum": "最大值", "Sum": "合计", "Range": "范围",
    "Minimum length": "最短长度", "Maximum length": "最长长度", "Average length": "平均长度", "Count": "计数",
    "Based on sample": "按样本统计", "Distribution histogram": "分布直方图", "Top values frequency chart": "常见值频数图",
    "number": "数字", "text": "文字", "date": "日期", "datetime": "日期时间", "time": "时间", "checkbox": "勾选",
    "selectbox": "单选", "multiselect": "多选", "list": "列表", "link": "链接", "progress": "进度", "image": "图片",
    "line_chart": "折线图", "bar_chart": "柱形图", "area_chart": "面积图", "object": "对象", "json": "对象",
    "button": "按钮", "markdown": "文字",
    "Edit": "编辑", "Save": "保存", "Cancel (Escape)": "取消（Esc）",
    // charts and maps
    "Show data": "显示数据", "Show chart": "显示图表", "Download as PNG": "下载图片", "Download as SVG": "下载 SVG",
    "Copy Vega-Lite spec": "复制图表定义", "Find My Location": "我的位置", "Toggle fullscreen": "切换全屏", "Map": "地图",
    "Zoom in": "放大", "Zoom out": "缩小", "Reset bearing to north": "指北", "Vega visualization": "图表",
    "visualization": "图表", "axis": "坐标轴", "legend": "图例", "title": "标题", "bar": "柱", "point": "点", "arc": "扇区",
    "line mark": "折线", "area mark": "面积",
    "rect": "方格", "rule": "参考线", "text mark": "文字", "tick": "刻度", "geoshape": "区域", "circle": "圆点",
    "Feedback rating": "评分",
  };

  const AXES = { X: "横轴", Y: "纵轴" };
  const titled = (kind, name) => (name ? `${kind}：${name}` : kind);

  const SEGMENTS = {
    "era": "纪元", "year": "年", "month": "月", "day": "日", "hour": "时", "minute": "分", "second": "秒", "AM/PM": "上下午",
  };

  function chineseDate(english) {
    const day = new Date(english);
    return Number.isNaN(day.valueOf()) ? english : `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
  }

  // A pattern has to match the whole text. Only captured parts, never English, may reach the replacement.
  const PATTERNS = [
    [/^Error: (.+)$/s, (_, rest) => `错误：${translated(rest)}`],
    [/^(\S+) per file$/, (_, size) => `每个文件不超过 ${size}`],
    [/^File must be (.+) or smaller\.$/, (_, size) => `文件不能大于 ${size}。`],
    [/^\S* ?files are not allowed\.$/, () => "不接受这种文件。"],
    [/^Cancel upload of (.+)$/, (_, name) => `取消上传 ${name}`],
    [/^Remove (.+)$/, (_, name) => `移除 ${name}`],
    [/^Add: (.+)$/, (_, name) => `添加：${name}`],
    [/^(Show\/hide columns|Download as CSV|Search|Fullscreen|Close fullscreen): (.+)$/s,
      (_, action, table) => `${translated(action)}：${table}`],
    [/^(Show data|Show chart|Download as [PS][NV]G|Copy Vega-Lite spec): (.+)$/s,
      (_, action, table) => `${translated(action)}：${table}`],
    [/^Create "(.+)"$/, (_, name) => `添加“${name}”`],
    [/^Select (\d+) matches$/, (_, count) => `全选 ${count} 个匹配项`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      (_, count) => `最多选 ${count} 项，请先去掉一项。`],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      (_, high) => `数值过大，请输入不大于 ${high} 的数。`],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      (_, low) => `数值过小，请输入不小于 ${low} 的数。`],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      (_, low, high) => `请输入 ${low} 到 ${high} 之间的数。`],
    [/^:? ?Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/,
      (_, first, last) => `：日期应在 ${first} 至 ${last} 之间。`],
    [/^:? ?Date set outside allowed range\. Please select a date on or after (.+)\.$/,
      (_, first) => `：日期不能早于 ${first}。`],
    [/^:? ?Date set outside allowed range\. Please select a date on or before (.+)\.$/,
      (_, last) => `：日期不能晚于 ${last}。`],
    [/^(era|year|month|day|hour|minute|second|AM\/PM), ?(.*)$/s, (_, part, label) => `${translated(label)}：${SEGMENTS[part]}`],
    [/^Choose date(?: range)?, (.+)$/, (_, shown) => `选择日期，${shown}`],
    [/^Selected Date: (.+)$/, (_, day) => `已选日期：${chineseDate(day)}`],
    [/^Selected Range: (.+) to (.+)$/, (_, first, last) => `已选日期：${chineseDate(first)}至${chineseDate(last)}`],
    [/^(\d+) options? available\.$/, (_, count) => `${count} 个选项`],
    [/^(.+), selected\.?$/, (_, label) => `已选 ${label}`],
    [/^(.+), not selected\.?$/, (_, label) => `未选 ${label}`],
    [/^(.+) start date$/, (_, label) => `${label}（起）`],
    [/^(.+) end date$/, (_, label) => `${label}（止）`],
    [/^Page (\d+)$/, (_, page) => `第 ${page} 页`],
    [/^Rating (\d+)$/, (_, rating) => `${rating} 分`],
    [/^View (\d+) more$/, (_, count) => `展开其余 ${count} 项`],
    [/^Help for (.+)$/s, (_, label) => `${label}的说明`],
    [/^Shortcut (.+)$/, (_, keys) => `快捷键 ${keys}`],
    [/^(\d+) results?$/, (_, count) => `${count} 处`],
    [/^over 1000$/, () => "1000 处以上"],
    [/^(\d+) of (?:over )?(\d+)(?: results?)?$/, (_, at, count) => `第 ${at} 处，共 ${count} 处`],
    [/^Save \((.+)\+Enter\)$/, (_, key) => `保存（${key}+回车）`],
    [/^Cannot connect to Streamlit \(HTTP status: (\d+)\)\.?.*$/s, (_, status) => `连接被拒绝（${status}）。请刷新页面。`],
    [/^Connection failed with status (\d+).*$/s, (_, status) => `连接失败（${status}）。`],
    [/^The page that you have requested, .+, does not seem to exist.*$/s, () => "您打开的页面不存在，现显示首页。"],
    [/^.*file was found in the app's pages\/ directory\..*$/s, () => "您打开的页面不存在，现显示首页。"],
    [/^[a-z_ ]+ icon$/, () => "图标"],
    [/^\w+ mark container$/, () => "图形"],
    [/^binStart: .*; Range: (.+); Count: (\d+)$/, (_, range, count) => `范围：${range}；计数：${count}`],
    [/^([XY])-axis(?: titled '(.*?)')? for .*$/s, (_, axis, name) => titled(AXES[axis], name)],
    [/^(?:Symbol|Gradient) legend(?: titled '(.*?)')? for .*$/s, (_, name) => titled("图例", name)],
    [/^Title text '(.*)'$/s, (_, name) => titled("标题", name)],
  ];

  /** The Chinese for one whole text, or the text itself when it is not one of Streamlit's. */
  function translated(text) {
    const key = text.trim();
    if (!/[A-Za-z]{2}/.test(key)) return text;
    if (Object.hasOwn(WORDS, key)) return text.replace(key, () => WORDS[key]);
    for (const [pattern, say] of PATTERNS) {
      const match = pattern.exec(key);
      if (match) return text.replace(key, () => say(...match));
    }
    return text;
  }

  const ATTRIBUTES = ["aria-label", "aria-roledescription", "aria-description", "placeholder", "title", "alt"];
  // What a reader has typed, and code, stay as they are. The text of an icon is its name in the icon font.
  const UNTOUCHED = "textarea, script, style, code, pre, [contenteditable='true'], [data-testid='stIconMaterial']";

  function translateText(node) {
    if (node.parentElement?.closest(UNTOUCHED)) return;
    const chinese = translated(node.data);
    if (chinese !== node.data) node.data = chinese;
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTES) {
      const english = element.getAttribute(name);
      if (english === null) continue;
      const chinese = translated(english);
      if (chinese !== english) element.setAttribute(name, chinese);
    }
  }

  function translateTree(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) translateText(walker.currentNode);
      else translateAttributes(walker.currentNode);
    }
    return undefined;
  }

  // Runs before the browser paints, so English is never seen. A translated text matches nothing: no endless loop.
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttributes(change.target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
