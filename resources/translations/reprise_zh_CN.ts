<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="36"/>
        <source>About Reprise</source>
        <translation>关于 Reprise</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="39"/>
        <source>Reprise {version}</source>
        <translation>Reprise {version}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="41"/>
        <source>Video export that never loses finished work.</source>
        <translation>导出视频，已完成的部分绝不丢失。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="44"/>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>自由软件，以 GNU 通用公共许可证第 3 版或更高版本发布，不附带任何担保。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="49"/>
        <source>Built on these programs and libraries:</source>
        <translation>基于以下程序和库：</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="52"/>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <location filename="../../app/gui/background.py" line="119"/>
        <source>Something went wrong ({error}).</source>
        <translation>出现错误（{error}）。</translation>
    </message>
</context>
<context>
    <name>BitrateCurve</name>
    <message>
        <location filename="../../app/gui/segments/bitrate_curve.py" line="72"/>
        <source>Bit rate {rate}</source>
        <translation>码率 {rate}</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/bitrate_curve.py" line="73"/>
        <source>Bit rate {low} to {high}</source>
        <translation>码率 {low} 至 {high}</translation>
    </message>
</context>
<context>
    <name>CleaningDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="35"/>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="36"/>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="39"/>
        <source>What dead exports left</source>
        <translation>残留文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="42"/>
        <source>Remove these</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="68"/>
        <source>Temporary files and locks of exports that have ended, {size} in all. What an export could go on from is not among them.</source>
        <translation>已结束的导出留下的临时文件和锁文件，共 {size}。可用于继续导出的文件不在其中。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="71"/>
        <source>There is nothing to clean up.</source>
        <translation>没有需要清理的文件。</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="38"/>
        <source>Exports are running</source>
        <translation>正在导出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/closing.py" line="39"/>
        <source>%n export(s) are running.</source>
        <translation>
            <numerusform>正在进行 %n 个导出任务。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="43"/>
        <source>Every finished segment is safe. If you quit, Reprise asks at the next start whether to go on from there.</source>
        <translation>已完成的片段都会保留。如果退出，Reprise 会在下次启动时询问是否从断点继续。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="48"/>
        <source>Do the same next time without asking</source>
        <translation>以后照此处理，不再询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="49"/>
        <source>Keep exporting in the background</source>
        <translation>在后台继续导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="52"/>
        <source>This desktop has no tray to go to.</source>
        <translation>当前桌面没有系统托盘。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="53"/>
        <source>Pause and quit</source>
        <translation>暂停并退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/closing.py" line="54"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <location filename="../../app/gui/empty_page.py" line="53"/>
        <source>Drop films or folders here</source>
        <translation>将视频或文件夹拖到这里</translation>
    </message>
    <message>
        <location filename="../../app/gui/empty_page.py" line="54"/>
        <source>Choose films…</source>
        <translation>选择视频…</translation>
    </message>
    <message>
        <location filename="../../app/gui/empty_page.py" line="56"/>
        <source>MP4, MOV, MKV, WebM, AVI, MXF, transport streams and sound files are taken.</source>
        <translation>支持 MP4、MOV、MKV、WebM、AVI、MXF、TS 视频流和音频文件。</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <location filename="../../app/gui/export_panel/panel.py" line="170"/>
        <source>Advanced settings</source>
        <translation>高级设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/problems.py" line="57"/>
        <source>{film}: {problem}</source>
        <translation>{film}：{problem}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="24"/>
        <source>MP4</source>
        <translation>MP4</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="25"/>
        <source>MOV (QuickTime)</source>
        <translation>MOV (QuickTime)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="26"/>
        <source>MKV (Matroska)</source>
        <translation>MKV (Matroska)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="27"/>
        <source>WebM</source>
        <translation>WebM</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="28"/>
        <source>M4A (sound only)</source>
        <translation>M4A (仅音频)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="29"/>
        <source>MKA (sound only)</source>
        <translation>MKA (仅音频)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="36"/>
        <source>No picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="37"/>
        <source>H.264 (x264)</source>
        <translation>H.264 (x264)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="38"/>
        <source>H.265 / HEVC (x265)</source>
        <translation>H.265 / HEVC (x265)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="39"/>
        <source>AV1 (SVT-AV1)</source>
        <translation>AV1 (SVT-AV1)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="40"/>
        <source>VP9</source>
        <translation>VP9</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="41"/>
        <source>ProRes</source>
        <translation>ProRes</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="42"/>
        <source>DNxHR</source>
        <translation>DNxHR</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="43"/>
        <source>FFV1 (lossless)</source>
        <translation>FFV1 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="50"/>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="51"/>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="52"/>
        <source>FLAC (lossless)</source>
        <translation>FLAC (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="53"/>
        <source>PCM, 16 bits (lossless)</source>
        <translation>PCM 16 位 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="54"/>
        <source>PCM, 24 bits (lossless)</source>
        <translation>PCM 24 位 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="55"/>
        <source>As it is in the source</source>
        <translation>直接复制源音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="66"/>
        <source>{speed} – usual</source>
        <translation>{speed} – 默认</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="68"/>
        <source>{speed} – fastest</source>
        <translation>{speed} – 最快</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="70"/>
        <source>{speed} – slowest, smallest file</source>
        <translation>{speed} – 最慢，文件最小</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="79"/>
        <location filename="../../app/gui/export_panel/wording.py" line="92"/>
        <source>As the source</source>
        <translation>与源文件相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="80"/>
        <source>As the source ({width} × {height})</source>
        <translation>与源文件相同 ({width} × {height})</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="84"/>
        <source>Exactly {box}</source>
        <translation>固定为 {box}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="85"/>
        <source>Up to {box}</source>
        <translation>不超过 {box}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="86"/>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="94"/>
        <source>{number} frames a second</source>
        <translation>{number} 帧/秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="100"/>
        <source>Usual for the number of channels</source>
        <translation>自动（按声道数）</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="102"/>
        <source>{number} kbit/s</source>
        <translation>{number} kbit/s</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="107"/>
        <source>As the source, if possible</source>
        <translation>尽量与源文件相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="120"/>
        <source>{number}: {what}</source>
        <translation>{number}：{what}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="133"/>
        <source>{container}: the picture is left out.</source>
        <translation>{container} 不含画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="136"/>
        <source>{container} cannot hold {old}: {new} takes over.</source>
        <translation>{container} 不支持 {old}，已改用 {new}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="139"/>
        <source>{container} cannot hold {old} and {old_sound}: {new} and {new_sound} take over.</source>
        <translation>{container} 不支持 {old} 和 {old_sound}，已改用 {new} 和 {new_sound}。</translation>
    </message>
</context>
<context>
    <name>FilmAdder</name>
    <message>
        <location filename="../../app/gui/film_adder.py" line="44"/>
        <source>Choose films</source>
        <translation>选择视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="53"/>
        <source>Choose a folder of films</source>
        <translation>选择视频所在的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="61"/>
        <source>Where is {name}?</source>
        <translation>{name} 在哪里？</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="68"/>
        <source>There are no paths to paste.</source>
        <translation>剪贴板中没有可粘贴的路径。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="66"/>
        <source>Export %n film(s)</source>
        <translation>
            <numerusform>导出 %n 个视频</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="67"/>
        <source>Add %n to the queue</source>
        <translation>
            <numerusform>将 %n 个加入队列</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="69"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="70"/>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="71"/>
        <source>Add a film first</source>
        <translation>请先添加视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="72"/>
        <source>Export now</source>
        <translation>立即导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="73"/>
        <source>Put it into the list, to be started later</source>
        <translation>加入队列，稍后再开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="74"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="74"/>
        <source>Estimate</source>
        <translation>预估</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="76"/>
        <source>Encode a short sample to learn the size and the time</source>
        <translation>编码一小段样片，预估大小和用时</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="87"/>
        <source>Encoding a short sample…</source>
        <translation>正在编码样片…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="92"/>
        <source>About {size}, in about {time}</source>
        <translation>约 {size}，用时约 {time}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="95"/>
        <source>About {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="97"/>
        <source>In about {time}</source>
        <translation>用时约 {time}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="98"/>
        <source>Size and time are not known yet</source>
        <translation>大小和用时尚未预估</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <location filename="../../app/gui/export_panel/form.py" line="74"/>
        <source>Shown</source>
        <translation>已展开</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/form.py" line="74"/>
        <source>Hidden</source>
        <translation>已收起</translation>
    </message>
</context>
<context>
    <name>FrameView</name>
    <message>
        <location filename="../../app/gui/preview/frame_view.py" line="200"/>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/frame_view.py" line="203"/>
        <source>Original and result, side by side</source>
        <translation>原片与效果对比</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/frame_view.py" line="205"/>
        <source>Divider at {number} % of the width; the arrow keys move it.</source>
        <translation>分隔线位于宽度的 {number}% 处；可用方向键移动。</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="43"/>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="44"/>
        <source>Nothing was exported yet.</source>
        <translation>还没有导出记录。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="52"/>
        <source>Earlier exports</source>
        <translation>以往的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="55"/>
        <source>Output</source>
        <translation>输出文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="55"/>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="55"/>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="55"/>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="56"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="65"/>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="66"/>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="67"/>
        <source>Show report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="68"/>
        <source>Export again…</source>
        <translation>重新导出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="69"/>
        <source>Clear history</source>
        <translation>清空记录</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/history.py" line="70"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>JobDelegate</name>
    <message>
        <location filename="../../app/gui/queue/job_delegate.py" line="148"/>
        <source>Waiting for disk space</source>
        <translation>等待磁盘空间</translation>
    </message>
</context>
<context>
    <name>JobPage</name>
    <message>
        <location filename="../../app/gui/job_page.py" line="128"/>
        <source>Progress of this export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_page.py" line="129"/>
        <source>A frame of the source</source>
        <translation>源文件中的一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_page.py" line="186"/>
        <source>Finished {when} · {size}</source>
        <translation>完成于 {when} · {size}</translation>
    </message>
</context>
<context>
    <name>JobVerbs</name>
    <message numerus="yes">
        <location filename="../../app/gui/job_verbs.py" line="91"/>
        <source>Start over and drop %n finished segment(s)?</source>
        <translation>
            <numerusform>重新开始，并丢弃已完成的 %n 个片段？</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="92"/>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/job_verbs.py" line="105"/>
        <source>Discard %n finished segment(s)? The export stays in the list.</source>
        <translation>
            <numerusform>丢弃已完成的 %n 个片段？导出任务仍保留在队列中。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="106"/>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/job_verbs.py" line="112"/>
        <source>Remove %n export(s) from the list? What is finished stays on the disk.</source>
        <translation>
            <numerusform>从队列中移除 %n 个导出任务？已完成的部分仍保留在磁盘上。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="114"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="130"/>
        <source>{path} is not there any more.</source>
        <translation>{path} 已不存在。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="132"/>
        <source>No program was found that opens {path}.</source>
        <translation>找不到可以打开 {path} 的程序。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="137"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="28"/>
        <source>Log of {name}</source>
        <translation>{name} 的日志</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="32"/>
        <source>No program left a log.</source>
        <translation>没有日志。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="36"/>
        <source>Last lines of the log</source>
        <translation>日志的最后几行</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="38"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="142"/>
        <source>Continuing %n export(s) that were interrupted at {when}. Nothing finished was lost.</source>
        <translation>
            <numerusform>正在继续 {when} 中断的 %n 个导出任务，已完成的部分全部保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="327"/>
        <source>%n export(s) running</source>
        <translation>
            <numerusform>正在导出 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="329"/>
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="331"/>
        <source>the machine is kept awake</source>
        <translation>已阻止电脑休眠</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="336"/>
        <source>{done} – Reprise</source>
        <translation>{done} – Reprise</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="350"/>
        <source>%n export(s) finished.</source>
        <translation>
            <numerusform>%n 个导出任务已完成。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="352"/>
        <source>%n failed.</source>
        <translation>
            <numerusform>%n 个失败。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="353"/>
        <source>Reprise is done</source>
        <translation>Reprise 已全部完成</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="363"/>
        <source>The machine goes to sleep in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>电脑将在 %n 秒后进入睡眠。关闭此消息可取消。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/main_window.py" line="369"/>
        <source>The machine shuts down in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>电脑将在 %n 秒后关机。关闭此消息可取消。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="377"/>
        <source>Another program runs the queue at the moment; you can steer it here.</source>
        <translation>队列目前由另一个程序运行，可以在这里控制。</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="428"/>
        <source>The selected export</source>
        <translation>所选导出任务</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="525"/>
        <source>Export the new films</source>
        <translation>导出新添加的视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="526"/>
        <source>One frame back</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="527"/>
        <source>One frame on</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="528"/>
        <source>Close the message at the top</source>
        <translation>关闭顶部消息</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="533"/>
        <source>Add films…</source>
        <translation>添加视频…</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="534"/>
        <source>Add pasted paths</source>
        <translation>粘贴路径</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="535"/>
        <source>Start or continue everything</source>
        <translation>全部开始或继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="536"/>
        <source>Pause everything</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="537"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="538"/>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="539"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../app/gui/main_window.py" line="540"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>NewPage</name>
    <message>
        <location filename="../../app/gui/new_page.py" line="112"/>
        <source>New export</source>
        <translation>新建导出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/new_page.py" line="114"/>
        <source>%n new export(s)</source>
        <translation>
            <numerusform>新建 %n 个导出任务</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/new_page.py" line="116"/>
        <location filename="../../app/gui/new_page.py" line="117"/>
        <source>Do not export these</source>
        <translation>不导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/new_page.py" line="118"/>
        <source>Films to export</source>
        <translation>要导出的视频</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <location filename="../../app/gui/notice_bar.py" line="72"/>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <location filename="../../app/gui/notice_bar.py" line="73"/>
        <location filename="../../app/gui/notice_bar.py" line="74"/>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <location filename="../../app/gui/notice_bar.py" line="79"/>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../../app/gui/notice_bar.py" line="79"/>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <location filename="../../app/gui/notice_bar.py" line="80"/>
        <source>Note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>OutputSection</name>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="108"/>
        <source>Name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="109"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="110"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="111"/>
        <source>beside the source</source>
        <translation>与源文件同一文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="112"/>
        <location filename="../../app/gui/export_panel/output_section.py" line="113"/>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="114"/>
        <source>Insert what differs from film to film</source>
        <translation>插入因视频而异的内容</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="115"/>
        <source>Insert into the name</source>
        <translation>插入到文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="116"/>
        <source>Replace an existing file</source>
        <translation>替换已有文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="119"/>
        <source>Without this, a number is added to the name; the old file stays until the new one is complete</source>
        <translation>不勾选时，会在文件名后加上编号；勾选时，旧文件会保留到新文件完成为止</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="123"/>
        <source>Take damaged films</source>
        <translation>允许损坏的视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="125"/>
        <source>A film that is cut off is exported as far as it can be read</source>
        <translation>视频不完整时，导出能够读取的部分</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="131"/>
        <source>Name of the source</source>
        <translation>源文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="132"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="133"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="134"/>
        <source>Height of the picture</source>
        <translation>画面高度</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="135"/>
        <source>Width of the picture</source>
        <translation>画面宽度</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="136"/>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="140"/>
        <source>{what}  {placeholder}</source>
        <translation>{what}  {placeholder}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/output_section.py" line="153"/>
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} 等，另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="167"/>
        <source>Folder for the output</source>
        <translation>输出文件夹</translation>
    </message>
</context>
<context>
    <name>PictureSection</name>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="75"/>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="76"/>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="77"/>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="78"/>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="79"/>
        <source>Profile</source>
        <translation>配置</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="80"/>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="81"/>
        <source>Frame rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="82"/>
        <source>Pixel format</source>
        <translation>像素格式</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="83"/>
        <source>Filters</source>
        <translation>滤镜</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="84"/>
        <source>Remove interlacing</source>
        <translation>去隔行</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="85"/>
        <source>Reduce noise</source>
        <translation>降噪</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="86"/>
        <source>For pictures that came in two halves, as of old TV</source>
        <translation>用于隔行扫描的画面，例如旧电视节目</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="87"/>
        <source>Makes files smaller; fine grain is lost with the noise</source>
        <translation>文件更小，但细微颗粒会随噪点一起消失</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/picture_section.py" line="160"/>
        <source>The source is interlaced.</source>
        <translation>源文件是隔行扫描的。</translation>
    </message>
</context>
<context>
    <name>PresetList</name>
    <message>
        <location filename="../../app/gui/export_panel/preset_list.py" line="85"/>
        <location filename="../../app/gui/export_panel/preset_list.py" line="86"/>
        <source>Search presets</source>
        <translation>搜索预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_list.py" line="87"/>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_list.py" line="119"/>
        <source>No preset has these words.</source>
        <translation>没有符合的预设。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_list.py" line="125"/>
        <source>{title} (yours)</source>
        <translation>{title}（自定义）</translation>
    </message>
</context>
<context>
    <name>PresetSection</name>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="86"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="87"/>
        <source>Save, undo or remove</source>
        <translation>保存、撤销或移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="88"/>
        <source>What can be done with the preset</source>
        <translation>预设操作</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="89"/>
        <source>Save as a preset of your own…</source>
        <translation>另存为自定义预设…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="90"/>
        <source>Undo all changes to the preset</source>
        <translation>撤销对预设的所有更改</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="91"/>
        <source>Remove this preset</source>
        <translation>移除此预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="98"/>
        <source>{title} (changed)</source>
        <translation>{title}（已修改）</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="103"/>
        <source>Presets that come with Reprise stay</source>
        <translation>Reprise 自带的预设不能移除</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="30"/>
        <source>Your own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="37"/>
        <source>Archive</source>
        <translation>存档</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="38"/>
        <source>Editing</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="39"/>
        <source>Small files</source>
        <translation>小文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="40"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="41"/>
        <source>Web</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="49"/>
        <source>Archive HEVC</source>
        <translation>HEVC 存档</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="50"/>
        <source>HEVC in high quality and lossless sound, all tracks, in Matroska.</source>
        <translation>高质量 HEVC 与无损音频，保留所有音轨，Matroska 容器。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="55"/>
        <source>Sound as it is</source>
        <translation>原样音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="56"/>
        <source>The tracks of sound without the picture, not encoded again.</source>
        <translation>仅提取音轨，不重新编码。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="59"/>
        <source>Sound only</source>
        <translation>仅音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="60"/>
        <source>AAC without the picture.</source>
        <translation>AAC，不含画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="63"/>
        <source>AV1 small</source>
        <translation>AV1 小文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="64"/>
        <source>AV1 and Opus: about half the size of H.264, for newer players.</source>
        <translation>AV1 和 Opus，大小约为 H.264 的一半，适合较新的播放器。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="67"/>
        <source>DNxHR HQ</source>
        <translation>DNxHR HQ</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="68"/>
        <source>DNxHR HQ and PCM, for Avid and others.</source>
        <translation>DNxHR HQ 和 PCM，适合 Avid 等剪辑软件。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="71"/>
        <source>Lecture</source>
        <translation>课程录像</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="72"/>
        <source>H.264 up to 1280x720 for slides and speech.</source>
        <translation>H.264，不超过 1280x720，适合幻灯片和讲解。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="75"/>
        <source>Lossless FFV1</source>
        <translation>FFV1 无损</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="76"/>
        <source>FFV1 and FLAC: every frame and every sample exactly as they are.</source>
        <translation>FFV1 和 FLAC，每一帧、每一个采样都原样保留。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="81"/>
        <source>ProRes 422 HQ</source>
        <translation>ProRes 422 HQ</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="82"/>
        <source>ProRes 422 HQ and PCM for editors and mastering.</source>
        <translation>ProRes 422 HQ 和 PCM，适合剪辑和母版制作。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="85"/>
        <source>ProRes proxy</source>
        <translation>ProRes 代理</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="86"/>
        <source>Small ProRes files up to 1280x720 to edit with.</source>
        <translation>小体积 ProRes 代理文件，不超过 1280x720，用于剪辑。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="89"/>
        <source>Vertical 1080p</source>
        <translation>竖屏 1080p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="90"/>
        <source>H.264 and AAC up to 1080x1920, for short dramas on phones.</source>
        <translation>H.264 和 AAC，不超过 1080x1920，适合手机短剧。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="93"/>
        <source>Web 1080p</source>
        <translation>网络 1080p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="94"/>
        <source>H.264 and AAC up to 1920x1080: plays everywhere.</source>
        <translation>H.264 和 AAC，不超过 1920x1080，随处可播。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="97"/>
        <source>Web 4K</source>
        <translation>网络 4K</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="98"/>
        <source>H.264 and AAC up to 3840x2160, for video sites.</source>
        <translation>H.264 和 AAC，不超过 3840x2160，适合视频网站。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="101"/>
        <source>Web 720p</source>
        <translation>网络 720p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="102"/>
        <source>H.264 and AAC up to 1280x720: small, plays everywhere.</source>
        <translation>H.264 和 AAC，不超过 1280x720，体积小，随处可播。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="105"/>
        <source>WebM VP9</source>
        <translation>WebM VP9</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="106"/>
        <source>VP9 and Opus up to 1920x1080, free of licence fees.</source>
        <translation>VP9 和 Opus，不超过 1920x1080，免授权费。</translation>
    </message>
</context>
<context>
    <name>PreviewControls</name>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="85"/>
        <source>One frame back (,)</source>
        <translation>上一帧 (,)</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="86"/>
        <source>One frame on (.)</source>
        <translation>下一帧 (.)</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="90"/>
        <source>Source</source>
        <translation>原片</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="90"/>
        <source>The film as it is</source>
        <translation>未经处理的视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="92"/>
        <source>Result</source>
        <translation>效果</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="93"/>
        <source>In the size, and with the filters, of the export</source>
        <translation>按导出的尺寸和滤镜显示</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="96"/>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="97"/>
        <source>A few seconds are encoded and shown beside the film</source>
        <translation>编码几秒样片，与原片并排显示</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="112"/>
        <source>There is no picture to show</source>
        <translation>没有可显示的画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/controls.py" line="113"/>
        <source>The settings that are chosen leave the picture out</source>
        <translation>当前设置不导出画面</translation>
    </message>
</context>
<context>
    <name>PreviewWidget</name>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="187"/>
        <source>Nothing to show yet</source>
        <translation>暂无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="189"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="191"/>
        <source>This file has sound only</source>
        <translation>此文件只有音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/examples.py" line="88"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="248"/>
        <source>Original</source>
        <translation>原片</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/examples.py" line="88"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="248"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="250"/>
        <source>Result</source>
        <translation>效果</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="253"/>
        <source>Encoding a short sample…</source>
        <translation>正在编码样片…</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <location filename="../../app/gui/job_problems.py" line="19"/>
        <source>There is no room on the disk. The export waits, and goes on by itself when there is some.</source>
        <translation>磁盘空间不足。导出已暂停等待，有空间后会自动继续。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="24"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="31"/>
        <source>This export was interrupted. What is finished is safe; it can go on from there.</source>
        <translation>此导出已中断。已完成的部分都已保留，可以从断点继续。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="48"/>
        <source>Locate the source…</source>
        <translation>查找源文件…</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="50"/>
        <source>Choose another output…</source>
        <translation>更改输出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="52"/>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_problems.py" line="53"/>
        <source>This export failed.</source>
        <translation>导出失败。</translation>
    </message>
</context>
<context>
    <name>QualityControl</name>
    <message>
        <location filename="../../app/gui/export_panel/quality.py" line="86"/>
        <source>Smaller</source>
        <translation>更小</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/quality.py" line="87"/>
        <source>Better</source>
        <translation>更好</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/quality.py" line="88"/>
        <source>Further right: a better picture and a larger file</source>
        <translation>越往右，画质越好，文件越大</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/quality.py" line="89"/>
        <source>The encoder&apos;s own number (CRF): a smaller one is better</source>
        <translation>编码器的质量值 (CRF)，越小越好</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/quality.py" line="90"/>
        <source>Quality as a number</source>
        <translation>质量数值</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <location filename="../../app/gui/queue/queue_panel.py" line="120"/>
        <source>Back to %n new export(s)</source>
        <translation>
            <numerusform>返回新建的 %n 个导出任务</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="148"/>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="149"/>
        <location filename="../../app/gui/queue/queue_panel.py" line="150"/>
        <source>Filter by name</source>
        <translation>按名称筛选</translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="151"/>
        <source>Exports</source>
        <translation>导出任务</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="165"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="172"/>
        <source>{container} holds sound only.</source>
        <translation>{container} 只能包含音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="173"/>
        <source>{container} cannot hold {encoder} video: choose {containers}.</source>
        <translation>{container} 不支持 {encoder} 视频，请选择 {containers}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="176"/>
        <source>{container} cannot hold {encoder} sound: choose {containers}.</source>
        <translation>{container} 不支持 {encoder} 音频，请选择 {containers}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="179"/>
        <source>{container} cannot hold {codec} sound as it is.</source>
        <translation>{container} 不能直接复制 {codec} 音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="182"/>
        <source>Without a picture there must be sound.</source>
        <translation>没有画面时必须有音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="183"/>
        <source>There is no picture to export.</source>
        <translation>没有要导出的画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="184"/>
        <source>There is no sound to export.</source>
        <translation>没有要导出的音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="185"/>
        <source>The source has no picture.</source>
        <translation>源文件没有画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="186"/>
        <source>The source has no sound.</source>
        <translation>源文件没有音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="187"/>
        <source>{encoder} has no quality setting: its profile decides.</source>
        <translation>{encoder} 的质量由配置决定，不能单独设置。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="190"/>
        <source>{encoder} keeps every value: there is no quality to choose.</source>
        <translation>{encoder} 是无损编码，无需选择质量。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="193"/>
        <source>{encoder} has no speed to choose.</source>
        <translation>{encoder} 没有速度选项。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="194"/>
        <source>The profile {profile} of {encoder} decides the pixel format.</source>
        <translation>像素格式由 {encoder} 的 {profile} 配置决定。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="197"/>
        <source>Copied sound keeps its bit rate.</source>
        <translation>直接复制的音频保持原有码率。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="198"/>
        <source>{encoder} is lossless: its bit rate cannot be chosen.</source>
        <translation>{encoder} 是无损编码，不能选择码率。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="201"/>
        <source>This can be chosen for one film at a time.</source>
        <translation>一次只能为一个视频选择。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="202"/>
        <source>The output has no name: write one, it may hold {placeholders}.</source>
        <translation>请填写文件名，其中可以使用 {placeholders}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="205"/>
        <source>There is no placeholder {placeholder}: there are {placeholders}.</source>
        <translation>没有占位符 {placeholder}，可用的有 {placeholders}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="208"/>
        <source>A name cannot hold {character}: folders are chosen apart.</source>
        <translation>文件名不能包含 {character}，文件夹请单独选择。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="211"/>
        <source>The folder {folder} does not exist: choose another one.</source>
        <translation>文件夹 {folder} 不存在，请另选一个。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="214"/>
        <source>The folder {folder} cannot be written to: choose another one.</source>
        <translation>文件夹 {folder} 无法写入，请另选一个。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="217"/>
        <source>The source has {count} audio tracks: track {number} does not exist.</source>
        <translation>源文件有 {count} 条音轨，没有第 {number} 条。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="220"/>
        <source>The film ends before the start: choose an earlier one.</source>
        <translation>起点晚于视频结尾，请选择更早的时间。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="223"/>
        <source>“{name}” cannot be the name of a preset: use letters, digits and hyphens.</source>
        <translation>“{name}”不能用作预设名称，请使用字母、数字和连字符。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="227"/>
        <source>There is a preset “{name}” already: choose another name, or replace it.</source>
        <translation>预设“{name}”已存在，请换一个名称，或将其替换。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="231"/>
        <source>“{name}” is not a preset of your own: those that came stay.</source>
        <translation>“{name}”不是自定义预设，自带的预设不能移除。</translation>
    </message>
</context>
<context>
    <name>ResumePrompt</name>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="54"/>
        <source>Interrupted exports</source>
        <translation>中断的导出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="55"/>
        <source>%n export(s) were interrupted.</source>
        <translation>
            <numerusform>有 %n 个导出任务中断了。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="57"/>
        <source>Nothing that was finished is lost. How shall Reprise go on?</source>
        <translation>已完成的部分都已保留。接下来怎么做？</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="72"/>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="73"/>
        <source>Leave everything as it is; it stays in the queue</source>
        <translation>保持原样，留在队列中</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="75"/>
        <source>Do as chosen</source>
        <translation>按选择执行</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="77"/>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="77"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="73"/>
        <location filename="../../app/gui/export_panel/save_form.py" line="74"/>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="75"/>
        <location filename="../../app/gui/export_panel/save_form.py" line="76"/>
        <source>What it is for</source>
        <translation>用途说明</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="77"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="86"/>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="86"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SegmentPanel</name>
    <message>
        <location filename="../../app/gui/segments/segment_panel.py" line="72"/>
        <source>Segments</source>
        <translation>片段</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_panel.py" line="73"/>
        <location filename="../../app/gui/segments/segment_panel.py" line="74"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_panel.py" line="75"/>
        <location filename="../../app/gui/segments/segment_panel.py" line="76"/>
        <source>What the cells mean</source>
        <translation>图例</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_panel.py" line="77"/>
        <source>Map of the segments</source>
        <translation>片段图</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_panel.py" line="78"/>
        <source>Bit rate over the playing time</source>
        <translation>码率曲线</translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="21"/>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="22"/>
        <source>encoding</source>
        <translation>编码中</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="23"/>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="24"/>
        <source>kept from an earlier run</source>
        <translation>此前完成，已保留</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="25"/>
        <source>kept, read again and intact</source>
        <translation>已保留，校验完好</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="26"/>
        <source>damaged or failed, done again</source>
        <translation>损坏或失败，正在重做</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="37"/>
        <source>%Ln encoding</source>
        <translation>
            <numerusform>%Ln 个编码中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="39"/>
        <source>%Ln kept from before</source>
        <translation>
            <numerusform>%Ln 个此前已保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="41"/>
        <location filename="../../app/gui/segments/segment_words.py" line="118"/>
        <source>%Ln done again</source>
        <translation>
            <numerusform>%Ln 个重做</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="51"/>
        <source>{begin} to {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="64"/>
        <source>Track of sound {number}: {state}</source>
        <translation>音轨 {number}：{state}</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="74"/>
        <source>Each cell is one segment</source>
        <translation>每格为一个片段</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="75"/>
        <source>Each cell stands for %Ln segments</source>
        <translation>
            <numerusform>每格代表 %Ln 个片段</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="81"/>
        <source>{number} Mbit/s</source>
        <translation>{number} Mbit/s</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="95"/>
        <source>Segment {number}: {state}</source>
        <translation>片段 {number}：{state}</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="98"/>
        <source>frames {first} to {last}</source>
        <translation>第 {first} 至 {last} 帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="112"/>
        <source>Segments {first} to {last}</source>
        <translation>片段 {first} 至 {last}</translation>
    </message>
    <message>
        <location filename="../../app/gui/segments/segment_words.py" line="130"/>
        <source>{done} of {total} finished</source>
        <translation>已完成 {done}/{total}</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <location filename="../../app/gui/sentences.py" line="20"/>
        <source>Reprise ended while this export was running.</source>
        <translation>Reprise 在导出过程中意外结束。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="21"/>
        <source>Reprise was closed while this export was running.</source>
        <translation>Reprise 在导出过程中被关闭。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="23"/>
        <source>There are no films in {path}.</source>
        <translation>{path} 中没有视频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="24"/>
        <source>Only the first {count} films in {path} were taken.</source>
        <translation>只添加了 {path} 中的前 {count} 个视频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="25"/>
        <source>There is no {path}.</source>
        <translation>找不到 {path}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="27"/>
        <source>{path} does not exist.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="28"/>
        <source>Check the name.</source>
        <translation>请检查名称。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="29"/>
        <source>The source is damaged or cut off: what decodes was exported.</source>
        <translation>源文件损坏或不完整，已导出能够解码的部分。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="32"/>
        <source>The file is cut off: {count} bytes are missing at its end.</source>
        <translation>文件不完整，末尾缺少 {count} 字节。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="35"/>
        <source>No picture could be decoded at the beginning.</source>
        <translation>开头没有可解码的画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="36"/>
        <source>The source&apos;s subtitles ({count} tracks) are not exported.</source>
        <translation>源文件的字幕（{count} 条）不会导出。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="37"/>
        <source>{count} packets could not be decoded.</source>
        <translation>{count} 个数据包无法解码。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="38"/>
        <source>{count} frames before the first key frame cannot be decoded.</source>
        <translation>第一个关键帧之前的 {count} 帧无法解码。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="41"/>
        <source>The first {count} frames refer to pictures that are not there.</source>
        <translation>开头 {count} 帧引用了缺失的画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="44"/>
        <source>The last {count} frames cannot be decoded.</source>
        <translation>最后 {count} 帧无法解码。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="45"/>
        <source>{count} frames had no time.</source>
        <translation>{count} 帧没有时间戳。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="46"/>
        <source>The frames&apos; times were out of order.</source>
        <translation>各帧的时间戳顺序有误。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="47"/>
        <source>The clock jumped {count} times; what follows was moved to continue.</source>
        <translation>时间戳跳变了 {count} 次，其后的内容已前后衔接。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="50"/>
        <source>A few frames had the same time; they were moved by a tick.</source>
        <translation>少数帧的时间戳相同，已稍作错开。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="53"/>
        <source>The frames&apos; times were unusable; even distances are assumed.</source>
        <translation>各帧的时间戳无法使用，已按等间隔处理。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="57"/>
        <source>The disk with {path} is full ({free} free). The export waits until {needed} are free, and then goes on by itself.</source>
        <translation>{path} 所在的磁盘已满（剩余 {free}）。可用空间达到 {needed} 后，导出会自动继续。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="62"/>
        <source>The disk with {path} is full. The export waits until {needed} are free, and then goes on by itself.</source>
        <translation>{path} 所在的磁盘已满。可用空间达到 {needed} 后，导出会自动继续。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="68"/>
        <source>The part of unit {count} ({kind}) was damaged; it is done again.</source>
        <translation>第 {count} 个单元 ({kind}) 的文件已损坏，正在重做。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="71"/>
        <source>{count} units are recorded as finished but missing or changed in the parts folder; done again.</source>
        <translation>{count} 个单元记录为已完成，但文件缺失或被改动，正在重做。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="76"/>
        <source>One unit is recorded as finished but missing or changed in the parts folder; done again.</source>
        <translation>有一个单元记录为已完成，但文件缺失或被改动，正在重做。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="81"/>
        <source>{count} units are not in the journal but found, intact, in the parts folder.</source>
        <translation>{count} 个单元未记入进度，但文件完好，已继续使用。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="85"/>
        <source>One unit is not in the journal but found, intact, in the parts folder.</source>
        <translation>有一个单元未记入进度，但文件完好，已继续使用。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="88"/>
        <source>The journal is lost; the export is restored from its finished parts.</source>
        <translation>进度记录已丢失，将根据已完成的部分恢复。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="91"/>
        <source>The journal cannot be read; the export is restored from its finished parts.</source>
        <translation>进度记录无法读取，将根据已完成的部分恢复。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="95"/>
        <source>{path} is damaged after its record {count}: what was saved later is lost.</source>
        <translation>{path} 在第 {count} 条记录之后损坏，此后保存的进度已丢失。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="98"/>
        <source>The journal {path} could not be read; it was renamed to {other_path}.</source>
        <translation>进度记录 {path} 无法读取，已更名为 {other_path}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="101"/>
        <source>The journal {path} belongs to another export.</source>
        <translation>进度记录 {path} 属于另一个导出任务。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="102"/>
        <source>The journal {path} is saved again.</source>
        <translation>进度记录 {path} 已恢复保存。</translation>
    </message>
    <message>
        <location filename="../../app/gui/sentences.py" line="103"/>
        <source>The output was complete already.</source>
        <translation>输出文件此前已完成。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <location filename="../../app/gui/request_words.py" line="23"/>
        <source>quality {number}</source>
        <translation>质量 {number}</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="29"/>
        <source>{rate} fps</source>
        <translation>{rate} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="31"/>
        <source>no picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="33"/>
        <source>no sound</source>
        <translation>无音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="40"/>
        <source>from {begin}</source>
        <translation>从 {begin} 开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="42"/>
        <source>{begin} to {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="113"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="115"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="115"/>
        <source>Colours</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="115"/>
        <source>Interrupted exports</source>
        <translation>中断的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="116"/>
        <source>When everything is exported</source>
        <translation>全部导出后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="116"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="117"/>
        <source>Closing while exporting</source>
        <translation>导出时关闭窗口</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="117"/>
        <source>Segments at the same time</source>
        <translation>同时编码的片段</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="118"/>
        <source>Exports at the same time</source>
        <translation>同时进行的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="118"/>
        <source>Save progress every</source>
        <translation>保存进度的间隔</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="119"/>
        <source>Write a report beside each output</source>
        <translation>在输出文件旁生成报告</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="119"/>
        <source>Another ffmpeg</source>
        <translation>指定 ffmpeg</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="124"/>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="125"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="125"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="125"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="126"/>
        <source>Ask at the next start</source>
        <translation>下次启动时询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="126"/>
        <source>Continue by itself</source>
        <translation>自动继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="128"/>
        <source>Do nothing</source>
        <translation>不执行操作</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="128"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="128"/>
        <source>Let the machine sleep</source>
        <translation>让电脑睡眠</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="129"/>
        <source>Shut the machine down</source>
        <translation>关机</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="129"/>
        <source>Run a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>Keep exporting in the background</source>
        <translation>在后台继续导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>Pause and quit</source>
        <translation>暂停并退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="134"/>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="134"/>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="135"/>
        <source>One for each processor</source>
        <translation>与处理器数量相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="136"/>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="137"/>
        <source>The one that comes with Reprise</source>
        <translation>Reprise 自带的版本</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="138"/>
        <source>Program and arguments</source>
        <translation>程序和参数</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="139"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="140"/>
        <source>Clean up what dead exports left…</source>
        <translation>清理残留文件…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="227"/>
        <source>The command has a quote that is not closed.</source>
        <translation>命令中的引号没有配对。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="231"/>
        <source>Type the command that is to be run.</source>
        <translation>请输入要运行的命令。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="242"/>
        <source>There is no program at that place.</source>
        <translation>该位置没有程序。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="248"/>
        <source>Choose an ffmpeg program</source>
        <translation>选择 ffmpeg 程序</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/shortcuts.py" line="21"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>SizeControl</name>
    <message>
        <location filename="../../app/gui/export_panel/size_control.py" line="50"/>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/size_control.py" line="55"/>
        <source>720p or 1280x720</source>
        <translation>720p 或 1280x720</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/size_control.py" line="57"/>
        <source>1280x720 fits the picture into that; 1280x720! stretches it to exactly that</source>
        <translation>1280x720 按比例缩放到此范围内；1280x720! 拉伸到此尺寸</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/size_control.py" line="59"/>
        <source>Other size</source>
        <translation>其他尺寸</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/size_control.py" line="87"/>
        <source>This is no size: write 720p, 1280x720 or 1280x720!</source>
        <translation>尺寸无效，请填写 720p、1280x720 或 1280x720!</translation>
    </message>
</context>
<context>
    <name>SoundSection</name>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="98"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="99"/>
        <source>Sound as</source>
        <translation>音频编码器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="100"/>
        <source>Bit rate</source>
        <translation>码率</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="108"/>
        <source>All tracks</source>
        <translation>所有音轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="109"/>
        <source>The first track</source>
        <translation>第一条音轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="110"/>
        <source>No sound</source>
        <translation>无音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="111"/>
        <source>Chosen tracks</source>
        <translation>指定音轨</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <location filename="../../app/gui/source_card.py" line="124"/>
        <source>A frame of the source</source>
        <translation>源文件中的一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="125"/>
        <source>No source</source>
        <translation>没有源文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="132"/>
        <source>Locate…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="141"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message>
        <location filename="../../app/gui/source_words.py" line="34"/>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="38"/>
        <source>%n bits</source>
        <translation>
            <numerusform>%n 位</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="48"/>
        <source>about {number} fps</source>
        <translation>约 {number} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="49"/>
        <source>{number} fps</source>
        <translation>{number} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="55"/>
        <source>No sound</source>
        <translation>无音频</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="59"/>
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="60"/>
        <source>Sound: {tracks}</source>
        <translation>音频：{tracks}</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="84"/>
        <source>mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="86"/>
        <source>stereo</source>
        <translation>立体声</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="90"/>
        <source>%n channels</source>
        <translation>
            <numerusform>%n 声道</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="109"/>
        <source>No picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="110"/>
        <source>There is only sound in this file. It can be exported to a format for sound.</source>
        <translation>此文件只有音频，可以导出为音频格式。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="119"/>
        <source>Damaged beginning</source>
        <translation>开头损坏</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="120"/>
        <source>No picture could be read at the beginning. The export starts with the first one that can be read.</source>
        <translation>开头的画面无法读取，导出将从第一个可读取的画面开始。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="131"/>
        <source>{size} are missing at the end of the file. What is there is exported; the export tells where it ends.</source>
        <translation>文件末尾缺少 {size}。现有内容会照常导出，并提示在何处结束。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="137"/>
        <source>The end of the file is missing. What is there is exported; the export tells where it ends.</source>
        <translation>文件末尾缺失。现有内容会照常导出，并提示在何处结束。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="142"/>
        <source>Cut off</source>
        <translation>不完整</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="147"/>
        <source>Variable frame rate</source>
        <translation>可变帧率</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="148"/>
        <source>Frames are shown for unequal times, as phones and screen recorders do. Each keeps its time, so that sound and picture stay together. For editing, choose a fixed frame rate.</source>
        <translation>各帧的显示时间不等，常见于手机拍摄和录屏。导出时保持各帧的时间，声画不会错位。如需剪辑，请选择固定帧率。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="159"/>
        <source>Interlaced, bottom field first</source>
        <translation>隔行扫描，底场优先</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="161"/>
        <source>Interlaced, top field first</source>
        <translation>隔行扫描，顶场优先</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="164"/>
        <source>Each frame holds two moments in alternate lines, which shows as combs in motion. The frames are kept as they are unless “Remove interlacing” is chosen.</source>
        <translation>每帧的奇偶行来自两个时刻，运动画面会出现梳齿状条纹。除非勾选“去隔行”，否则画面保持原样。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="174"/>
        <source>HDR ({transfer})</source>
        <translation>HDR ({transfer})</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="175"/>
        <source>The picture has a high dynamic range. Its brightness and colours are kept; choose an encoder and a quality with 10 bits. The preview is adapted to your screen.</source>
        <translation>画面为高动态范围，亮度和色彩会保留；请选择支持 10 位的编码器和质量。预览已按屏幕调整。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="185"/>
        <source>Dolby Vision</source>
        <translation>杜比视界</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="186"/>
        <source>The picture is exported without what Dolby Vision adds to it, which cannot be kept.</source>
        <translation>导出的画面不含杜比视界的附加信息，这些信息无法保留。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="194"/>
        <source>The picture is stored in another position than it is shown in. The preview shows it upright.</source>
        <translation>画面的存储方向与显示方向不同，预览中已转正。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="201"/>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="202"/>
        <source>Turned by {degrees}°</source>
        <translation>旋转 {degrees}°</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="208"/>
        <source>Pixels {ratio}</source>
        <translation>像素比 {ratio}</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="209"/>
        <source>The pixels are not square. Their shape is kept, so that players show the picture in the right proportions.</source>
        <translation>像素不是方形。像素比会保留，播放器会按正确的比例显示。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="220"/>
        <source>%n subtitle(s)</source>
        <translation>
            <numerusform>%n 条字幕</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="221"/>
        <source>Subtitles are not exported.</source>
        <translation>字幕不会导出。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="227"/>
        <source>Unknown length</source>
        <translation>时长未知</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="228"/>
        <source>The file does not say how long it is, as happens when a recording was not finished. It is read as a whole when the export begins.</source>
        <translation>文件没有标明时长，常见于未正常结束的录制。导出开始时会完整读取一遍。</translation>
    </message>
</context>
<context>
    <name>TimeField</name>
    <message>
        <location filename="../../app/gui/preview/time_field.py" line="68"/>
        <source>Time in the film</source>
        <translation>视频时间</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/time_field.py" line="69"/>
        <source>Type seconds (62.5) or a time (0:01:02.5) and press Return</source>
        <translation>输入秒数 (62.5) 或时间 (0:01:02.5)，然后按回车键</translation>
    </message>
</context>
<context>
    <name>TimeSlider</name>
    <message>
        <location filename="../../app/gui/preview/time_slider.py" line="123"/>
        <source>Arrow keys: one frame · with Shift: one second · Page keys: ten seconds</source>
        <translation>方向键：一帧 · 按住 Shift：一秒 · 翻页键：十秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/time_slider.py" line="133"/>
        <source>Time in the film</source>
        <translation>视频时间</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/time_slider.py" line="134"/>
        <source>{time} of {length}</source>
        <translation>{time}，共 {length}</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/time_slider.py" line="139"/>
        <source>{time} of {length}; from {start} to {end} is exported</source>
        <translation>{time}，共 {length}；导出 {start} 至 {end}</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <location filename="../../app/gui/toolbar.py" line="91"/>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="92"/>
        <source>Add films (Ctrl+N)</source>
        <translation>添加视频 (Ctrl+N)</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="93"/>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="94"/>
        <source>Start or continue everything (F5)</source>
        <translation>全部开始或继续 (F5)</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="95"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="96"/>
        <source>Pause everything (F6)</source>
        <translation>全部暂停 (F6)</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="97"/>
        <source>After an interruption:</source>
        <translation>中断后：</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="98"/>
        <source>ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="99"/>
        <source>continue</source>
        <translation>自动继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="100"/>
        <source>What happens with interrupted exports</source>
        <translation>如何处理中断的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="101"/>
        <location filename="../../app/gui/toolbar.py" line="102"/>
        <source>Settings and more</source>
        <translation>设置及更多</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="104"/>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="104"/>
        <source>History…</source>
        <translation>历史记录…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="104"/>
        <source>Keys…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="105"/>
        <source>About Reprise…</source>
        <translation>关于 Reprise…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="105"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="133"/>
        <source>Films…</source>
        <translation>视频…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="134"/>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <location filename="../../app/gui/toolbar.py" line="135"/>
        <source>Pasted paths</source>
        <translation>粘贴路径</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <location filename="../../app/gui/tray.py" line="55"/>
        <source>Show Reprise</source>
        <translation>显示 Reprise</translation>
    </message>
    <message>
        <location filename="../../app/gui/tray.py" line="56"/>
        <source>Pause everything</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/tray.py" line="57"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>TrimSection</name>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="99"/>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="100"/>
        <source>Until</source>
        <translation>终点</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="101"/>
        <source>the beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="102"/>
        <source>the end</source>
        <translation>结尾</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="104"/>
        <source>Hours, minutes and seconds, as 0:01:02.5, or seconds</source>
        <translation>时:分:秒，例如 0:01:02.5，或秒数</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="123"/>
        <source>There is no preview whose time could be taken</source>
        <translation>没有可取用时间的预览</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="125"/>
        <source>Begin at the time that the preview shows</source>
        <translation>以预览的当前时间为起点</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="126"/>
        <source>End at the time that the preview shows</source>
        <translation>以预览的当前时间为终点</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="143"/>
        <source>This is no time: write 0:01:02.5, or seconds.</source>
        <translation>时间无效，请填写 0:01:02.5 或秒数。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="169"/>
        <source>The film ends at {time}.</source>
        <translation>视频在 {time} 结束。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="171"/>
        <source>The film begins at 0.</source>
        <translation>视频从 0 开始。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/trim_section.py" line="175"/>
        <source>The end must lie after the beginning.</source>
        <translation>终点必须晚于起点。</translation>
    </message>
</context>
<context>
    <name>VerbButtons</name>
    <message>
        <location filename="../../app/gui/verb_buttons.py" line="84"/>
        <location filename="../../app/gui/verb_buttons.py" line="85"/>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <location filename="../../app/gui/verbs.py" line="36"/>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="37"/>
        <location filename="../../app/gui/verbs.py" line="39"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="40"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="41"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="42"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="44"/>
        <source>Start over…</source>
        <translation>重新开始…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="45"/>
        <source>Discard what is finished…</source>
        <translation>丢弃已完成的部分…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="47"/>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="48"/>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="49"/>
        <source>Show report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="51"/>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="52"/>
        <source>Export again…</source>
        <translation>重新导出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="53"/>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="54"/>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="55"/>
        <source>Remove from the list</source>
        <translation>从队列中移除</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <location filename="../../app/gui/words.py" line="55"/>
        <source>{sentence} {next_sentence}</source>
        <translation>{sentence}{next_sentence}</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="75"/>
        <source>under a minute left</source>
        <translation>剩余不到 1 分钟</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/words.py" line="78"/>
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>剩余 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="80"/>
        <source>{hours} h {minutes} min left</source>
        <translation>剩余 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="97"/>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="103"/>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="104"/>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="105"/>
        <location filename="../../app/gui/words.py" line="118"/>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="106"/>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="107"/>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="108"/>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="109"/>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="110"/>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="117"/>
        <source>Reading the source</source>
        <translation>正在读取源文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="119"/>
        <source>Joining the segments</source>
        <translation>正在合并片段</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="120"/>
        <source>Checking the result</source>
        <translation>正在校验结果</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="121"/>
        <source>Tidying up</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="131"/>
        <source>{number} fps</source>
        <translation>{number} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="133"/>
        <source>{number}×</source>
        <translation>{number}×</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="136"/>
        <source>What is finished</source>
        <translation>已完成的部分</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="145"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="146"/>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="147"/>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="148"/>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="150"/>
        <source>Go on from the last finished segment</source>
        <translation>从最后完成的片段继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="151"/>
        <source>Drop what is finished, and export anew</source>
        <translation>丢弃已完成的部分，重新导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="152"/>
        <source>Drop what is finished, and do not export</source>
        <translation>丢弃已完成的部分，不再导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="153"/>
        <source>Leave it in the queue as it is</source>
        <translation>保持原样，留在队列中</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="157"/>
        <source>What to do with {name}</source>
        <translation>如何处理 {name}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="202"/>
        <source>{done} of {total} segments</source>
        <translation>{done}/{total} 个片段</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="204"/>
        <source>%n finished segment(s)</source>
        <translation>
            <numerusform>%n 个已完成的片段</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="205"/>
        <source>saved {when}</source>
        <translation>保存于 {when}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="206"/>
        <source>{size} kept</source>
        <translation>已保留 {size}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="191"/>
        <source>source unchanged</source>
        <translation>源文件未变</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="192"/>
        <source>the source has changed: it can only start over</source>
        <translation>源文件已变，只能重新开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="193"/>
        <source>the source is missing</source>
        <translation>找不到源文件</translation>
    </message>
</context>
</TS>
