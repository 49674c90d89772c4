<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="37"/>
        <source>About Reprise</source>
        <translation>关于 Reprise</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="40"/>
        <source>Reprise {version}</source>
        <translation>Reprise {version}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="42"/>
        <source>Video export that never loses finished work.</source>
        <translation>导出视频，已完成的部分绝不丢失。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="45"/>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>自由软件，以 GNU 通用公共许可证第 3 版或更高版本发布，不附带任何担保。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="50"/>
        <source>Built on these programs and libraries:</source>
        <translation>基于以下程序和库：</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/about.py" line="53"/>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>Announcing</name>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="33"/>
        <source>%n export(s) finished.</source>
        <translation>
            <numerusform>%n 个导出任务已完成。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="35"/>
        <source>%n failed.</source>
        <translation>
            <numerusform>%n 个失败。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/announcing.py" line="36"/>
        <source>Reprise is done</source>
        <translation>Reprise 已全部完成</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="46"/>
        <source>The machine goes to sleep in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>电脑将在 %n 秒后进入睡眠。关闭此消息可取消。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="52"/>
        <source>The machine shuts down in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>电脑将在 %n 秒后关机。关闭此消息可取消。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/announcing.py" line="61"/>
        <source>Another program runs the queue at the moment; you can steer it here.</source>
        <translation>队列目前由另一个程序运行，可以在这里控制。</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <location filename="../../app/gui/background.py" line="136"/>
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
        <location filename="../../app/gui/dialogs/cleaning.py" line="36"/>
        <source>Clean up</source>
        <translation>清理</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="37"/>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="40"/>
        <source>What dead exports left</source>
        <translation>残留文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="43"/>
        <source>Remove these</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="69"/>
        <source>Temporary files and locks of exports that have ended, {size} in all. What an export could go on from is not among them.</source>
        <translation>已结束的导出留下的临时文件和锁文件，共 {size}。可用于继续导出的文件不在其中。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/cleaning.py" line="72"/>
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
    <name>Continuing</name>
    <message numerus="yes">
        <location filename="../../app/gui/continuing.py" line="87"/>
        <source>Continuing %n export(s) that were interrupted at {when}. Nothing finished was lost.</source>
        <translation>
            <numerusform>正在继续 {when} 中断的 %n 个导出任务，已完成的部分全部保留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditHelp</name>
    <message>
        <location filename="../../app/gui/edit_help.py" line="52"/>
        <source>A folder that holds the missing media</source>
        <translation>包含缺失素材的文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="66"/>
        <source>Frame rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="65"/>
        <source>Frame rate of the edit {name}:</source>
        <translation>剪辑 {name} 的帧率：</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="77"/>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="76"/>
        <source>Sequence of the project {name}:</source>
        <translation>项目 {name} 的序列：</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="99"/>
        <source>Missing media</source>
        <translation>缺失的素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="106"/>
        <source>This will not be in the project ({target}):</source>
        <translation>以下内容不会保留在工程中（{target}）：</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_help.py" line="107"/>
        <source>What will be lost</source>
        <translation>将会丢失的内容</translation>
    </message>
</context>
<context>
    <name>EditSection</name>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="45"/>
        <source>Write</source>
        <translation>输出为</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="46"/>
        <source>Captions</source>
        <translation>字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="47"/>
        <source>Missing</source>
        <translation>缺失素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="48"/>
        <source>Show slates instead</source>
        <translation>用占位画面代替</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="50"/>
        <source>A picture with the name of the clip, and silence, in the place of the medium</source>
        <translation>在素材的位置显示带有剪辑片段名称的画面，并保持静音</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="65"/>
        <source>As a track of the film</source>
        <translation>作为视频的字幕轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="66"/>
        <source>Drawn into the picture</source>
        <translation>烧录到画面中</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="67"/>
        <source>Left out</source>
        <translation>不保留</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/edit_section.py" line="80"/>
        <source>A film counts as an edit of one clip.</source>
        <translation>视频视为只有一个剪辑片段的剪辑。</translation>
    </message>
</context>
<context>
    <name>EditView</name>
    <message>
        <location filename="../../app/gui/edit_view.py" line="93"/>
        <source>The picture is that of the medium; the edit is composited by the export.</source>
        <translation>此处显示素材的画面；导出时才会合成剪辑。</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="100"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="100"/>
        <source>This edit cannot be shown</source>
        <translation>无法显示此剪辑</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="116"/>
        <source>This edit shows no film</source>
        <translation>此剪辑中没有视频画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="119"/>
        <source>The medium {name} is missing</source>
        <translation>缺少素材 {name}</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="121"/>
        <source>This is sound only</source>
        <translation>此处只有音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_view.py" line="122"/>
        <source>This has no medium to be shown</source>
        <translation>此处没有可显示的素材</translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="60"/>
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n 条轨道</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="61"/>
        <location filename="../../app/gui/edit_words.py" line="125"/>
        <location filename="../../app/gui/edit_words.py" line="146"/>
        <source>%Ln clip(s)</source>
        <translation>
            <numerusform>%Ln 个剪辑片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="62"/>
        <source>%n media</source>
        <translation>
            <numerusform>%n 个素材</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="72"/>
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="73"/>
        <source>This is in the way of a film:</source>
        <translation>以下问题使剪辑无法渲染为视频：</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="77"/>
        <source>%n difference(s) in a film</source>
        <translation>
            <numerusform>渲染为视频有 %n 处差异</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="78"/>
        <source>This will look or sound otherwise in a film:</source>
        <translation>以下内容在视频中的画面或声音会有所不同：</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="82"/>
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 条说明</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="83"/>
        <source>This was noticed while the edit was read:</source>
        <translation>读取剪辑时注意到：</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="107"/>
        <source>All %n missing media were found.</source>
        <translation>
            <numerusform>缺失的 %n 个素材已全部找到。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="108"/>
        <source>{missing} of %n media are missing.</source>
        <translation>
            <numerusform>%n 个素材中缺少 {missing} 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="114"/>
        <source>%n of them was or were found.</source>
        <translation>
            <numerusform>找到了其中 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="116"/>
        <source>None of them is in that folder.</source>
        <translation>该文件夹中没有这些素材。</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="123"/>
        <location filename="../../app/gui/edit_words.py" line="147"/>
        <source>{name} ({clips})</source>
        <translation>{name} ({clips})</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="135"/>
        <source>{where}: {what}</source>
        <translation>{where}：{what}</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="143"/>
        <source>Media</source>
        <translation>素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/edit_words.py" line="149"/>
        <source>{clip} at {time}</source>
        <translation>{clip}，位于 {time}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="151"/>
        <source>and %n times more</source>
        <translation>
            <numerusform>另有 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="160"/>
        <source>… and %n more</source>
        <translation>
            <numerusform>…以及另外 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <location filename="../../app/gui/empty_page.py" line="55"/>
        <source>Drop films, edits or folders here</source>
        <translation>将视频、剪辑工程或文件夹拖到此处</translation>
    </message>
    <message>
        <location filename="../../app/gui/empty_page.py" line="56"/>
        <source>Choose films or edits…</source>
        <translation>选择视频或剪辑工程…</translation>
    </message>
    <message>
        <location filename="../../app/gui/empty_page.py" line="58"/>
        <source>MP4, MOV, MKV, WebM, AVI, MXF, transport streams and sound files are taken.</source>
        <translation>支持 MP4、MOV、MKV、WebM、AVI、MXF、TS 视频流和音频文件。</translation>
    </message>
    <message>
        <location filename="../../app/gui/empty_page.py" line="61"/>
        <source>Edits are rendered, or written for another editor: Final Cut Pro XML, Premiere XML, EDL, AAF, OTIO, Kdenlive and MLT, drafts of JianYing and CapCut, LosslessCut, cut lists, subtitles.</source>
        <translation>剪辑工程可渲染为视频，或转换给其他剪辑软件：Final Cut Pro XML、Premiere XML、EDL、AAF、OTIO、Kdenlive 和 MLT、剪映和 CapCut 草稿、LosslessCut、剪切列表、字幕。</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <location filename="../../app/gui/export_panel/panel.py" line="196"/>
        <source>Advanced settings</source>
        <translation>高级设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/losses.py" line="55"/>
        <location filename="../../app/gui/export_panel/problems.py" line="105"/>
        <source>{film}: {problem}</source>
        <translation>{film}：{problem}</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="13"/>
        <source>MP4</source>
        <translation>MP4</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="14"/>
        <source>MOV (QuickTime)</source>
        <translation>MOV (QuickTime)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="15"/>
        <source>MKV (Matroska)</source>
        <translation>MKV (Matroska)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="16"/>
        <source>WebM</source>
        <translation>WebM</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="17"/>
        <source>M4A (sound only)</source>
        <translation>M4A (仅音频)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="18"/>
        <source>MKA (sound only)</source>
        <translation>MKA (仅音频)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="25"/>
        <source>No picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="26"/>
        <source>H.264 (x264)</source>
        <translation>H.264 (x264)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="27"/>
        <source>H.265 / HEVC (x265)</source>
        <translation>H.265 / HEVC (x265)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="28"/>
        <source>AV1 (SVT-AV1)</source>
        <translation>AV1 (SVT-AV1)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="29"/>
        <source>VP9</source>
        <translation>VP9</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="30"/>
        <source>ProRes</source>
        <translation>ProRes</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="31"/>
        <source>DNxHR</source>
        <translation>DNxHR</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="32"/>
        <source>FFV1 (lossless)</source>
        <translation>FFV1 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="39"/>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="40"/>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="41"/>
        <source>FLAC (lossless)</source>
        <translation>FLAC (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="42"/>
        <source>PCM, 16 bits (lossless)</source>
        <translation>PCM 16 位 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="43"/>
        <source>PCM, 24 bits (lossless)</source>
        <translation>PCM 24 位 (无损)</translation>
    </message>
    <message>
        <location filename="../../app/gui/encoder_words.py" line="44"/>
        <source>As it is in the source</source>
        <translation>直接复制源音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="27"/>
        <source>{speed} – usual</source>
        <translation>{speed} – 默认</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="29"/>
        <source>{speed} – fastest</source>
        <translation>{speed} – 最快</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="31"/>
        <source>{speed} – slowest, smallest file</source>
        <translation>{speed} – 最慢，文件最小</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="40"/>
        <location filename="../../app/gui/export_panel/wording.py" line="53"/>
        <source>As the source</source>
        <translation>与源文件相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="41"/>
        <source>As the source ({width} × {height})</source>
        <translation>与源文件相同 ({width} × {height})</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="45"/>
        <source>Exactly {box}</source>
        <translation>固定为 {box}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="46"/>
        <source>Up to {box}</source>
        <translation>不超过 {box}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="47"/>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="55"/>
        <source>{number} frames a second</source>
        <translation>{number} 帧/秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="61"/>
        <source>Usual for the number of channels</source>
        <translation>自动（按声道数）</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="63"/>
        <source>{number} kbit/s</source>
        <translation>{number} kbit/s</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="68"/>
        <source>As the source, if possible</source>
        <translation>尽量与源文件相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="81"/>
        <source>{number}: {what}</source>
        <translation>{number}：{what}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="94"/>
        <source>{container}: the picture is left out.</source>
        <translation>{container} 不含画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="97"/>
        <source>{container} cannot hold {old}: {new} takes over.</source>
        <translation>{container} 不支持 {old}，已改用 {new}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/wording.py" line="100"/>
        <source>{container} cannot hold {old} and {old_sound}: {new} and {new_sound} take over.</source>
        <translation>{container} 不支持 {old} 和 {old_sound}，已改用 {new} 和 {new_sound}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/problems.py" line="83"/>
        <source>Find them, or show slates.</source>
        <translation>请查找素材，或用占位画面代替。</translation>
    </message>
</context>
<context>
    <name>FilmAdder</name>
    <message>
        <location filename="../../app/gui/film_adder.py" line="46"/>
        <source>Choose films or edits</source>
        <translation>选择视频或剪辑工程</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="58"/>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="59"/>
        <source>Films ({patterns})</source>
        <translation>视频 ({patterns})</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="60"/>
        <source>Edits ({patterns})</source>
        <translation>剪辑工程 ({patterns})</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="68"/>
        <source>Choose a folder of films, or a draft</source>
        <translation>选择视频文件夹或草稿文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="77"/>
        <source>Where is {name}?</source>
        <translation>{name} 在哪里？</translation>
    </message>
    <message>
        <location filename="../../app/gui/film_adder.py" line="84"/>
        <source>There are no paths to paste.</source>
        <translation>剪贴板中没有可粘贴的路径。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="114"/>
        <source>Export %n film(s)</source>
        <translation>
            <numerusform>导出 %n 个视频</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="96"/>
        <source>Add %n to the queue</source>
        <translation>
            <numerusform>将 %n 个加入队列</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="98"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="99"/>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="100"/>
        <source>Add a film first</source>
        <translation>请先添加视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="101"/>
        <source>Export now</source>
        <translation>立即导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="102"/>
        <source>Put it into the list, to be started later</source>
        <translation>加入队列，稍后再开始</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="113"/>
        <source>Export all %n</source>
        <translation>
            <numerusform>导出全部 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="120"/>
        <source>List…</source>
        <translation>列出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="121"/>
        <source>Show what the project will not hold</source>
        <translation>显示工程无法保留的内容</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="124"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="124"/>
        <source>Estimate</source>
        <translation>预估</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="125"/>
        <source>Size and time can be foretold for films only</source>
        <translation>只能估算视频的大小和用时</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="127"/>
        <source>Encode a short sample to learn the size and the time</source>
        <translation>编码一小段样片，预估大小和用时</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="134"/>
        <source>Looking for what will be lost…</source>
        <translation>正在查找会丢失的内容…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="136"/>
        <source>%n thing(s) will be lost</source>
        <translation>
            <numerusform>将丢失 %n 项内容</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="137"/>
        <source>Nothing will be lost</source>
        <translation>不会丢失任何内容</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="141"/>
        <source>Encoding a short sample…</source>
        <translation>正在编码样片…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="146"/>
        <source>About {size}, in about {time}</source>
        <translation>约 {size}，用时约 {time}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="149"/>
        <source>About {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="151"/>
        <source>In about {time}</source>
        <translation>用时约 {time}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="153"/>
        <source>Size and time are not foretold for edits</source>
        <translation>剪辑的大小和用时无法估算</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/footer.py" line="154"/>
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
        <location filename="../../app/gui/queue/job_delegate.py" line="149"/>
        <source>Waiting for disk space</source>
        <translation>等待磁盘空间</translation>
    </message>
</context>
<context>
    <name>JobEditor</name>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="106"/>
        <source>Settings of an export</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="107"/>
        <location filename="../../app/gui/dialogs/job_editor.py" line="223"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="173"/>
        <source>It was removed from the queue.</source>
        <translation>该任务已从队列中移除。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="174"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="174"/>
        <source>Export again…</source>
        <translation>重新导出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="177"/>
        <source>It writes a project: {settings}. For another one, remove it and export the edit again.</source>
        <translation>此任务输出工程：{settings}。如需更改，请将其移除，再重新导出该剪辑。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="180"/>
        <source>Remove from the list</source>
        <translation>从队列中移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="186"/>
        <source>It is being exported: its settings can be changed once it is stopped.</source>
        <translation>正在导出：停止后才能更改设置。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="191"/>
        <source>It has begun and is paused: its settings can be changed once it is stopped.</source>
        <translation>导出已开始并处于暂停状态：停止后才能更改设置。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="196"/>
        <source>It is finished: for other settings, export the film again.</source>
        <translation>导出已完成：如需其他设置，请重新导出该视频。</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/job_editor.py" line="209"/>
        <source>%n finished segment(s) were made with the settings of before. They cannot be used with these: saving discards them.</source>
        <translation>
            <numerusform>有 %n 个已完成的片段使用的是之前的设置，不能用于新的设置：保存会将其丢弃。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/job_editor.py" line="216"/>
        <source>%n finished segment(s) stay beside the old output and are not used.</source>
        <translation>
            <numerusform>有 %n 个已完成的片段会留在原输出文件旁，不再使用。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="221"/>
        <source>Save and discard</source>
        <translation>保存并丢弃</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="221"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/job_editor.py" line="223"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>JobPage</name>
    <message>
        <location filename="../../app/gui/job_page.py" line="154"/>
        <source>Progress of this export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_page.py" line="155"/>
        <source>A frame of the source</source>
        <translation>源文件中的一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_page.py" line="222"/>
        <source>Finished {when} · {size}</source>
        <translation>完成于 {when} · {size}</translation>
    </message>
</context>
<context>
    <name>JobVerbs</name>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="99"/>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="113"/>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/job_verbs.py" line="119"/>
        <source>Remove %n export(s) from the list? What is finished stays on the disk.</source>
        <translation>
            <numerusform>从队列中移除 %n 个导出任务？已完成的部分仍保留在磁盘上。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="121"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="147"/>
        <source>There is no list of losses: nothing was lost.</source>
        <translation>没有丢失列表：没有丢失任何内容。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="151"/>
        <source>{path} is not there any more.</source>
        <translation>{path} 已不存在。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="153"/>
        <source>No program was found that opens {path}.</source>
        <translation>找不到可以打开 {path} 的程序。</translation>
    </message>
    <message>
        <location filename="../../app/gui/job_verbs.py" line="158"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="21"/>
        <source>Log of {name}</source>
        <translation>{name} 的日志</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="22"/>
        <source>No program left a log.</source>
        <translation>没有日志。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/log.py" line="26"/>
        <source>Last lines of the log</source>
        <translation>日志的最后几行</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../app/gui/main_window.py" line="292"/>
        <source>The selected export</source>
        <translation>所选导出任务</translation>
    </message>
</context>
<context>
    <name>NewPage</name>
    <message>
        <location filename="../../app/gui/new_page.py" line="123"/>
        <source>New export</source>
        <translation>新建导出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/new_page.py" line="125"/>
        <source>%n new export(s)</source>
        <translation>
            <numerusform>新建 %n 个导出任务</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/new_page.py" line="127"/>
        <location filename="../../app/gui/new_page.py" line="128"/>
        <source>Do not export these</source>
        <translation>不导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/new_page.py" line="129"/>
        <source>Films and edits to export</source>
        <translation>要导出的视频和剪辑</translation>
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
        <location filename="../../app/gui/export_panel/output_section.py" line="131"/>
        <source>Name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="132"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="133"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="134"/>
        <source>beside the source</source>
        <translation>与源文件同一文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="135"/>
        <location filename="../../app/gui/export_panel/output_section.py" line="136"/>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="137"/>
        <source>Insert what differs from film to film</source>
        <translation>插入因视频而异的内容</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="138"/>
        <source>Insert into the name</source>
        <translation>插入到文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="139"/>
        <source>Replace an existing file</source>
        <translation>替换已有文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="142"/>
        <source>Without this, a number is added to the name; the old file stays until the new one is complete</source>
        <translation>不勾选时，会在文件名后加上编号；勾选时，旧文件会保留到新文件完成为止</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="146"/>
        <source>Take damaged films</source>
        <translation>允许损坏的视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="148"/>
        <source>A film that is cut off is exported as far as it can be read</source>
        <translation>视频不完整时，导出能够读取的部分</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="154"/>
        <source>Name of the source</source>
        <translation>源文件名</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="155"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="156"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="157"/>
        <source>Height of the picture</source>
        <translation>画面高度</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="158"/>
        <source>Width of the picture</source>
        <translation>画面宽度</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="159"/>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="163"/>
        <source>{what}  {placeholder}</source>
        <translation>{what}  {placeholder}</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="178"/>
        <source>Folder {name}</source>
        <translation>文件夹 {name}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/output_section.py" line="180"/>
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} 等，另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/output_section.py" line="194"/>
        <source>Folder for the output</source>
        <translation>输出文件夹</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <location filename="../../app/gui/overview.py" line="43"/>
        <source>%n export(s) running</source>
        <translation>
            <numerusform>正在导出 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/overview.py" line="45"/>
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/overview.py" line="47"/>
        <source>the machine is kept awake</source>
        <translation>已阻止电脑休眠</translation>
    </message>
    <message>
        <location filename="../../app/gui/overview.py" line="52"/>
        <source>{done} – Reprise</source>
        <translation>{done} – Reprise</translation>
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
        <location filename="../../app/gui/export_panel/preset_section.py" line="93"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="94"/>
        <source>Save, undo or remove</source>
        <translation>保存、撤销或移除</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="95"/>
        <source>What can be done with the preset</source>
        <translation>预设操作</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="96"/>
        <source>Save as a preset of your own…</source>
        <translation>另存为自定义预设…</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="97"/>
        <source>Undo all changes to the preset</source>
        <translation>撤销对预设的所有更改</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="98"/>
        <source>Remove this preset</source>
        <translation>移除此预设</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="105"/>
        <source>{title} (changed)</source>
        <translation>{title}（已修改）</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_section.py" line="110"/>
        <source>Presets that come with Reprise stay</source>
        <translation>Reprise 自带的预设不能移除</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="18"/>
        <source>Settings of this export</source>
        <translation>此任务的设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="32"/>
        <source>Your own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="39"/>
        <source>Archive</source>
        <translation>存档</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="40"/>
        <source>Editing</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="41"/>
        <source>Small files</source>
        <translation>小文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="42"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="43"/>
        <source>Web</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="51"/>
        <source>Archive HEVC</source>
        <translation>HEVC 存档</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="52"/>
        <source>HEVC in high quality and lossless sound, all tracks, in Matroska.</source>
        <translation>高质量 HEVC 与无损音频，保留所有音轨，Matroska 容器。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="57"/>
        <source>Sound as it is</source>
        <translation>原样音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="58"/>
        <source>The tracks of sound without the picture, not encoded again.</source>
        <translation>仅提取音轨，不重新编码。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="61"/>
        <source>Sound only</source>
        <translation>仅音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="62"/>
        <source>AAC without the picture.</source>
        <translation>AAC，不含画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="65"/>
        <source>AV1 small</source>
        <translation>AV1 小文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="66"/>
        <source>AV1 and Opus: about half the size of H.264, for newer players.</source>
        <translation>AV1 和 Opus，大小约为 H.264 的一半，适合较新的播放器。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="69"/>
        <source>DNxHR HQ</source>
        <translation>DNxHR HQ</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="70"/>
        <source>DNxHR HQ and PCM, for Avid and others.</source>
        <translation>DNxHR HQ 和 PCM，适合 Avid 等剪辑软件。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="73"/>
        <source>Lecture</source>
        <translation>课程录像</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="74"/>
        <source>H.264 up to 1280x720 for slides and speech.</source>
        <translation>H.264，不超过 1280x720，适合幻灯片和讲解。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="77"/>
        <source>Lossless FFV1</source>
        <translation>FFV1 无损</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="78"/>
        <source>FFV1 and FLAC: every frame and every sample exactly as they are.</source>
        <translation>FFV1 和 FLAC，每一帧、每一个采样都原样保留。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="83"/>
        <source>ProRes 422 HQ</source>
        <translation>ProRes 422 HQ</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="84"/>
        <source>ProRes 422 HQ and PCM for editors and mastering.</source>
        <translation>ProRes 422 HQ 和 PCM，适合剪辑和母版制作。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="87"/>
        <source>ProRes proxy</source>
        <translation>ProRes 代理</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="88"/>
        <source>Small ProRes files up to 1280x720 to edit with.</source>
        <translation>小体积 ProRes 代理文件，不超过 1280x720，用于剪辑。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="91"/>
        <source>Vertical 1080p</source>
        <translation>竖屏 1080p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="92"/>
        <source>H.264 and AAC up to 1080x1920, for short dramas on phones.</source>
        <translation>H.264 和 AAC，不超过 1080x1920，适合手机短剧。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="95"/>
        <source>Web 1080p</source>
        <translation>网络 1080p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="96"/>
        <source>H.264 and AAC up to 1920x1080: plays everywhere.</source>
        <translation>H.264 和 AAC，不超过 1920x1080，随处可播。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="99"/>
        <source>Web 4K</source>
        <translation>网络 4K</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="100"/>
        <source>H.264 and AAC up to 3840x2160, for video sites.</source>
        <translation>H.264 和 AAC，不超过 3840x2160，适合视频网站。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="103"/>
        <source>Web 720p</source>
        <translation>网络 720p</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="104"/>
        <source>H.264 and AAC up to 1280x720: small, plays everywhere.</source>
        <translation>H.264 和 AAC，不超过 1280x720，体积小，随处可播。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="107"/>
        <source>WebM VP9</source>
        <translation>WebM VP9</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/preset_words.py" line="108"/>
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
        <location filename="../../app/gui/preview/preview_widget.py" line="192"/>
        <source>Nothing to show yet</source>
        <translation>暂无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="194"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="196"/>
        <source>This file has sound only</source>
        <translation>此文件只有音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/examples.py" line="88"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="249"/>
        <source>Original</source>
        <translation>原片</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/examples.py" line="88"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="249"/>
        <location filename="../../app/gui/preview/preview_widget.py" line="251"/>
        <source>Result</source>
        <translation>效果</translation>
    </message>
    <message>
        <location filename="../../app/gui/preview/preview_widget.py" line="254"/>
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
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/problems.py" line="96"/>
        <source>%n problem(s) would keep the project from opening in {editor}.</source>
        <translation>
            <numerusform>有 %n 个问题会使“{editor}”无法打开此工程。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/problems.py" line="99"/>
        <source>The project would not be complete: %n problem(s).</source>
        <translation>
            <numerusform>工程会不完整：有 %n 个问题。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectSection</name>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="49"/>
        <source>Media</source>
        <translation>素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="50"/>
        <source>Handles</source>
        <translation>余量</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="51"/>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="52"/>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="53"/>
        <source>What is kept before and after each part that is used</source>
        <translation>每段用到的素材前后各保留的时长</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="54"/>
        <source>Write it all the same</source>
        <translation>仍然输出</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="56"/>
        <source>The editor may refuse the project, or show it without some of its media</source>
        <translation>剪辑软件可能拒绝打开此工程，或缺少部分素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="83"/>
        <source>The project names them where they are now.</source>
        <translation>工程引用素材现在的位置。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="84"/>
        <source>Into a folder beside the project.</source>
        <translation>复制到工程旁的文件夹中。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="85"/>
        <source>Cut without encoding, into a folder beside the project.</source>
        <translation>不重新编码，剪切到工程旁的文件夹中。</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/project_section.py" line="86"/>
        <source>They take no room, and stay on their disk.</source>
        <translation>不占空间，素材仍在原磁盘上。</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message>
        <location filename="../../app/gui/project_words.py" line="16"/>
        <source>Film</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="27"/>
        <source>Final Cut Pro</source>
        <translation>Final Cut Pro</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="28"/>
        <source>Adobe Premiere Pro</source>
        <translation>Adobe Premiere Pro</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="29"/>
        <source>DaVinci Resolve</source>
        <translation>DaVinci Resolve</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="30"/>
        <source>Kdenlive</source>
        <translation>Kdenlive</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="31"/>
        <source>JianYing</source>
        <translation>剪映</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="32"/>
        <source>CapCut</source>
        <translation>CapCut</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="40"/>
        <source>SubStation Alpha subtitles (ASS)</source>
        <translation>SubStation Alpha 字幕 (ASS)</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="41"/>
        <source>CapCut draft</source>
        <translation>CapCut 草稿</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="42"/>
        <source>Cut list (CSV)</source>
        <translation>剪切列表 (CSV)</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="43"/>
        <source>CMX3600 EDL</source>
        <translation>CMX3600 EDL</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="44"/>
        <source>Final Cut Pro XML</source>
        <translation>Final Cut Pro XML</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="45"/>
        <source>JianYing draft</source>
        <translation>剪映草稿</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="46"/>
        <source>Kdenlive project</source>
        <translation>Kdenlive 工程</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="47"/>
        <source>LosslessCut project</source>
        <translation>LosslessCut 工程</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="48"/>
        <source>MLT XML (melt, Shotcut)</source>
        <translation>MLT XML (melt, Shotcut)</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="49"/>
        <source>OpenTimelineIO</source>
        <translation>OpenTimelineIO</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="50"/>
        <source>SubRip subtitles (SRT)</source>
        <translation>SubRip 字幕 (SRT)</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="51"/>
        <source>WebVTT subtitles</source>
        <translation>WebVTT 字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="52"/>
        <source>Premiere / Final Cut Pro 7 XML</source>
        <translation>Premiere / Final Cut Pro 7 XML</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="59"/>
        <source>Leave where they are</source>
        <translation>留在原处</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="60"/>
        <source>Copy whole</source>
        <translation>完整复制</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="61"/>
        <source>Copy what is used</source>
        <translation>只复制用到的部分</translation>
    </message>
    <message>
        <location filename="../../app/gui/project_words.py" line="62"/>
        <source>Links beside the project</source>
        <translation>在工程旁建立链接</translation>
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
        <location filename="../../app/gui/queue/queue_panel.py" line="145"/>
        <source>Back to %n new export(s)</source>
        <translation>
            <numerusform>返回新建的 %n 个导出任务</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="173"/>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="174"/>
        <location filename="../../app/gui/queue/queue_panel.py" line="175"/>
        <source>Filter by name</source>
        <translation>按名称筛选</translation>
    </message>
    <message>
        <location filename="../../app/gui/queue/queue_panel.py" line="176"/>
        <source>Exports</source>
        <translation>导出任务</translation>
    </message>
</context>
<context>
    <name>ReadDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/read_dialog.py" line="29"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <location filename="../../app/gui/reason_words.py" line="28"/>
        <location filename="../../app/gui/sentences.py" line="107"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="35"/>
        <source>{container} holds sound only.</source>
        <translation>{container} 只能包含音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="36"/>
        <source>{container} cannot hold {encoder} video: choose {containers}.</source>
        <translation>{container} 不支持 {encoder} 视频，请选择 {containers}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="39"/>
        <source>{container} cannot hold {encoder} sound: choose {containers}.</source>
        <translation>{container} 不支持 {encoder} 音频，请选择 {containers}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="42"/>
        <source>{container} cannot hold {codec} sound as it is.</source>
        <translation>{container} 不能直接复制 {codec} 音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="45"/>
        <source>Without a picture there must be sound.</source>
        <translation>没有画面时必须有音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="46"/>
        <source>There is no picture to export.</source>
        <translation>没有要导出的画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="47"/>
        <source>There is no sound to export.</source>
        <translation>没有要导出的音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="48"/>
        <source>The source has no picture.</source>
        <translation>源文件没有画面。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="49"/>
        <source>The source has no sound.</source>
        <translation>源文件没有音频。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="50"/>
        <source>{encoder} has no quality setting: its profile decides.</source>
        <translation>{encoder} 的质量由配置决定，不能单独设置。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="53"/>
        <source>{encoder} keeps every value: there is no quality to choose.</source>
        <translation>{encoder} 是无损编码，无需选择质量。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="56"/>
        <source>{encoder} has no speed to choose.</source>
        <translation>{encoder} 没有速度选项。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="57"/>
        <source>The profile {profile} of {encoder} decides the pixel format.</source>
        <translation>像素格式由 {encoder} 的 {profile} 配置决定。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="60"/>
        <source>The sound of an edit is mixed: it cannot be taken as it is.</source>
        <translation>剪辑的音频需要混音，无法原样保留。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="63"/>
        <source>{container} holds no subtitles.</source>
        <translation>{container} 不能包含字幕。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="64"/>
        <source>The source has no subtitles.</source>
        <translation>源文件没有字幕。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="65"/>
        <source>Copied sound keeps its bit rate.</source>
        <translation>直接复制的音频保持原有码率。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="66"/>
        <source>{encoder} is lossless: its bit rate cannot be chosen.</source>
        <translation>{encoder} 是无损编码，不能选择码率。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="69"/>
        <source>This can be chosen for one film at a time.</source>
        <translation>一次只能为一个视频选择。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="70"/>
        <source>The output has no name: write one, it may hold {placeholders}.</source>
        <translation>请填写文件名，其中可以使用 {placeholders}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="73"/>
        <source>There is no placeholder {placeholder}: there are {placeholders}.</source>
        <translation>没有占位符 {placeholder}，可用的有 {placeholders}。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="76"/>
        <source>A name cannot hold {character}: folders are chosen apart.</source>
        <translation>文件名不能包含 {character}，文件夹请单独选择。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="79"/>
        <source>The folder {folder} does not exist: choose another one.</source>
        <translation>文件夹 {folder} 不存在，请另选一个。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="82"/>
        <source>The folder {folder} cannot be written to: choose another one.</source>
        <translation>文件夹 {folder} 无法写入，请另选一个。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="85"/>
        <source>The source has {count} audio tracks: track {number} does not exist.</source>
        <translation>源文件有 {count} 条音轨，没有第 {number} 条。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="88"/>
        <source>The film ends before the start: choose an earlier one.</source>
        <translation>起点晚于视频结尾，请选择更早的时间。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="91"/>
        <source>“{name}” cannot be the name of a preset: use letters, digits and hyphens.</source>
        <translation>“{name}”不能用作预设名称，请使用字母、数字和连字符。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="95"/>
        <source>There is a preset “{name}” already: choose another name, or replace it.</source>
        <translation>预设“{name}”已存在，请换一个名称，或将其替换。</translation>
    </message>
    <message>
        <location filename="../../app/gui/reason_words.py" line="99"/>
        <source>“{name}” is not a preset of your own: those that came stay.</source>
        <translation>“{name}”不是自定义预设，自带的预设不能移除。</translation>
    </message>
</context>
<context>
    <name>ResumePrompt</name>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="62"/>
        <source>Interrupted exports</source>
        <translation>中断的导出</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="63"/>
        <source>%n export(s) were interrupted.</source>
        <translation>
            <numerusform>有 %n 个导出任务中断了。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="65"/>
        <source>Nothing that was finished is lost. How shall Reprise go on?</source>
        <translation>已完成的部分都已保留。接下来怎么做？</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="80"/>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="81"/>
        <source>Leave everything as it is; it stays in the queue</source>
        <translation>保持原样，留在队列中</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="83"/>
        <source>Do as chosen</source>
        <translation>按选择执行</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="85"/>
        <source>Continue all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="85"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="72"/>
        <location filename="../../app/gui/export_panel/save_form.py" line="73"/>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="74"/>
        <location filename="../../app/gui/export_panel/save_form.py" line="75"/>
        <source>What it is for</source>
        <translation>用途说明</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="76"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="85"/>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/save_form.py" line="85"/>
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
    <name>Settings</name>
    <message>
        <location filename="../../app/gui/request_words.py" line="28"/>
        <source>media: {what}</source>
        <translation>素材：{what}</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="33"/>
        <source>{number} s around</source>
        <translation>前后各 {number} 秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="42"/>
        <source>captions drawn</source>
        <translation>字幕烧录到画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="43"/>
        <source>no captions</source>
        <translation>不保留字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="45"/>
        <source>slates for what is missing</source>
        <translation>缺失素材用占位画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="61"/>
        <source>quality {number}</source>
        <translation>质量 {number}</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="67"/>
        <source>{rate} fps</source>
        <translation>{rate} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="69"/>
        <source>no picture</source>
        <translation>无画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="71"/>
        <source>no sound</source>
        <translation>无音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="76"/>
        <source>no subtitles</source>
        <translation>无字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="88"/>
        <source>from {begin}</source>
        <translation>从 {begin} 开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/request_words.py" line="89"/>
        <source>{begin} to {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="119"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="121"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="121"/>
        <source>Colours</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="121"/>
        <source>Interrupted exports</source>
        <translation>中断的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="122"/>
        <source>When everything is exported</source>
        <translation>全部导出后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="122"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="123"/>
        <source>Closing while exporting</source>
        <translation>导出时关闭窗口</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="123"/>
        <source>Segments at the same time</source>
        <translation>同时编码的片段</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="124"/>
        <source>Exports at the same time</source>
        <translation>同时进行的导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="124"/>
        <source>Save progress every</source>
        <translation>保存进度的间隔</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="125"/>
        <source>Write a report beside each output</source>
        <translation>在输出文件旁生成报告</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="125"/>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="143"/>
        <source>New outputs go</source>
        <translation>新输出文件的位置</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="126"/>
        <source>Another ffmpeg</source>
        <translation>指定 ffmpeg</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="126"/>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="148"/>
        <source>Finished parts go</source>
        <translation>已完成部分的位置</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="131"/>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="132"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="133"/>
        <source>Ask at the next start</source>
        <translation>下次启动时询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="133"/>
        <source>Continue by itself</source>
        <translation>自动继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="135"/>
        <source>Do nothing</source>
        <translation>不执行操作</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="135"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="135"/>
        <source>Let the machine sleep</source>
        <translation>让电脑睡眠</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="136"/>
        <source>Shut the machine down</source>
        <translation>关机</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="136"/>
        <source>Run a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="139"/>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="139"/>
        <source>Keep exporting in the background</source>
        <translation>在后台继续导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="139"/>
        <source>Pause and quit</source>
        <translation>暂停并退出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="141"/>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="141"/>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="144"/>
        <source>Where the last one went</source>
        <translation>与上次相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="144"/>
        <source>Beside the source</source>
        <translation>源文件所在文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="145"/>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="149"/>
        <source>To a folder</source>
        <translation>指定文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="149"/>
        <source>Beside the output</source>
        <translation>输出文件所在文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="153"/>
        <source>What is finished of an export until it is complete; for new exports</source>
        <translation>导出完成之前已完成的内容，适用于新的导出任务</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="155"/>
        <source>One for each processor</source>
        <translation>与处理器数量相同</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="156"/>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="157"/>
        <source>The one that comes with Reprise</source>
        <translation>Reprise 自带的版本</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="158"/>
        <source>Program and arguments</source>
        <translation>程序和参数</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="142"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="160"/>
        <source>Clean up what dead exports left…</source>
        <translation>清理残留文件…</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="266"/>
        <source>The command has a quote that is not closed.</source>
        <translation>命令中的引号没有配对。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="270"/>
        <source>Type the command that is to be run.</source>
        <translation>请输入要运行的命令。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="281"/>
        <source>There is no program at that place.</source>
        <translation>该位置没有程序。</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/settings_dialog.py" line="286"/>
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
        <location filename="../../app/gui/export_panel/sound_section.py" line="100"/>
        <source>Sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="101"/>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="102"/>
        <source>Sound as</source>
        <translation>音频编码器</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="103"/>
        <source>Bit rate</source>
        <translation>码率</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="111"/>
        <source>All tracks</source>
        <translation>所有音轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="112"/>
        <source>The first track</source>
        <translation>第一条音轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="113"/>
        <source>No sound</source>
        <translation>无音频</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="114"/>
        <source>Chosen tracks</source>
        <translation>指定音轨</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="130"/>
        <source>All subtitles</source>
        <translation>全部字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="130"/>
        <source>No subtitles</source>
        <translation>不要字幕</translation>
    </message>
    <message>
        <location filename="../../app/gui/export_panel/sound_section.py" line="132"/>
        <source>Tracks {numbers}</source>
        <translation>字幕轨 {numbers}</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <location filename="../../app/gui/source_card.py" line="152"/>
        <source>A frame of the source</source>
        <translation>源文件中的一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="153"/>
        <source>No source</source>
        <translation>没有源文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="160"/>
        <source>Locate…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="160"/>
        <location filename="../../app/gui/source_card.py" line="203"/>
        <source>Frame rate…</source>
        <translation>帧率…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="168"/>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="199"/>
        <source>The project holds several sequences: choose the one to export</source>
        <translation>项目中有多个序列：选择要导出的一个</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="200"/>
        <source>Sequence…</source>
        <translation>序列…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="202"/>
        <source>The edit does not say its frame rate: choose the right one</source>
        <translation>剪辑没有写明帧率：请选择正确的帧率</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="214"/>
        <source>Missing media…</source>
        <translation>缺失的素材…</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_card.py" line="212"/>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message>
        <location filename="../../app/gui/edit_words.py" line="44"/>
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
        <location filename="../../app/gui/edit_words.py" line="45"/>
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
        <source>Subtitles are taken along as tracks, as far as the container can hold them. Those that are pictures only fit into MKV.</source>
        <translation>字幕会作为字幕轨一同导出，前提是容器能够包含。图形字幕只能放入 MKV。</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="231"/>
        <source>Unknown length</source>
        <translation>时长未知</translation>
    </message>
    <message>
        <location filename="../../app/gui/source_words.py" line="232"/>
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
    <name>TimelineStrip</name>
    <message>
        <location filename="../../app/gui/timeline_strip/strip.py" line="69"/>
        <source>Tracks of the edit</source>
        <translation>剪辑的轨道</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="33"/>
        <source>%n video track(s)</source>
        <translation>
            <numerusform>%n 条视频轨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="34"/>
        <source>%n audio track(s)</source>
        <translation>
            <numerusform>%n 条音频轨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="35"/>
        <source>%n caption track(s)</source>
        <translation>
            <numerusform>%n 条字幕轨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="36"/>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="67"/>
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n 个剪辑片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="37"/>
        <source>%n clip(s) without their media</source>
        <translation>
            <numerusform>%n 个剪辑片段缺少素材</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="45"/>
        <source>C{number}</source>
        <translation>C{number}</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="46"/>
        <source>V{number}</source>
        <translation>V{number}</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="47"/>
        <source>A{number}</source>
        <translation>A{number}</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="100"/>
        <source>Dissolve</source>
        <translation>叠化</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="101"/>
        <source>Wipe</source>
        <translation>划像</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="119"/>
        <source>{start} to {end}</source>
        <translation>{start} 至 {end}</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="133"/>
        <source>Another edit within this one</source>
        <translation>嵌套的剪辑</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="135"/>
        <source>The medium was not found.</source>
        <translation>找不到素材文件。</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="137"/>
        <source>One picture is held</source>
        <translation>定格画面</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="140"/>
        <source>Speed {number} %</source>
        <translation>速度 {number}%</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="142"/>
        <source>Switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="148"/>
        <source>Black</source>
        <translation>黑场</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="149"/>
        <source>Colour</source>
        <translation>纯色</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="150"/>
        <source>Bars</source>
        <translation>彩条</translation>
    </message>
    <message>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="151"/>
        <source>Title</source>
        <translation>标题</translation>
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
        <source>Add films or edits (Ctrl+N)</source>
        <translation>添加视频或剪辑工程 (Ctrl+N)</translation>
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
        <source>Films or edits…</source>
        <translation>视频或剪辑工程…</translation>
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
    <name>Units</name>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="27"/>
        <source>%n finished file(s)</source>
        <translation>
            <numerusform>%n 个已完成的文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="28"/>
        <source>%n finished segment(s)</source>
        <translation>
            <numerusform>%n 个已完成的片段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="30"/>
        <source>{done} of %n file(s)</source>
        <translation>
            <numerusform>%n 个文件中的 {done} 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="31"/>
        <source>{done} of %n segment(s)</source>
        <translation>
            <numerusform>%n 个片段中的 {done} 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="37"/>
        <source>Start over and drop %n finished file(s)?</source>
        <translation>
            <numerusform>重新开始，并丢弃已完成的 %n 个文件？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="38"/>
        <source>Start over and drop %n finished segment(s)?</source>
        <translation>
            <numerusform>重新开始，并丢弃已完成的 %n 个片段？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="44"/>
        <source>Discard %n finished file(s)? The export stays in the list.</source>
        <translation>
            <numerusform>丢弃已完成的 %n 个文件？导出任务仍保留在队列中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="45"/>
        <source>Discard %n finished segment(s)? The export stays in the list.</source>
        <translation>
            <numerusform>丢弃已完成的 %n 个片段？导出任务仍保留在队列中。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/unit_words.py" line="51"/>
        <source>Go on from the last finished file</source>
        <translation>从最后完成的文件继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/unit_words.py" line="52"/>
        <source>Go on from the last finished segment</source>
        <translation>从最后完成的片段继续</translation>
    </message>
</context>
<context>
    <name>VerbButtons</name>
    <message>
        <location filename="../../app/gui/verb_buttons.py" line="97"/>
        <location filename="../../app/gui/verb_buttons.py" line="98"/>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <location filename="../../app/gui/verbs.py" line="37"/>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="38"/>
        <location filename="../../app/gui/verbs.py" line="40"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="41"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="42"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="43"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="45"/>
        <source>Change settings…</source>
        <translation>更改设置…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="47"/>
        <source>Show settings…</source>
        <translation>查看设置…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="49"/>
        <source>Start over…</source>
        <translation>重新开始…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="50"/>
        <source>Discard what is finished…</source>
        <translation>丢弃已完成的部分…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="52"/>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="53"/>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="54"/>
        <source>Show report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="56"/>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="57"/>
        <source>Export again…</source>
        <translation>重新导出…</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="58"/>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="59"/>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <location filename="../../app/gui/verbs.py" line="60"/>
        <source>Remove from the list</source>
        <translation>从队列中移除</translation>
    </message>
</context>
<context>
    <name>WindowKeys</name>
    <message>
        <location filename="../../app/gui/window_keys.py" line="38"/>
        <source>Export the new films</source>
        <translation>导出新添加的视频</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="39"/>
        <source>One frame back</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="40"/>
        <source>One frame on</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="41"/>
        <source>Close the message at the top</source>
        <translation>关闭顶部消息</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="46"/>
        <source>Add films or edits…</source>
        <translation>添加视频或剪辑工程…</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="47"/>
        <source>Add pasted paths</source>
        <translation>粘贴路径</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="48"/>
        <source>Start or continue everything</source>
        <translation>全部开始或继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="49"/>
        <source>Pause everything</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="50"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="51"/>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="52"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../app/gui/window_keys.py" line="53"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <location filename="../../app/gui/words.py" line="65"/>
        <source>{sentence} {next_sentence}</source>
        <translation>{sentence}{next_sentence}</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="85"/>
        <source>under a minute left</source>
        <translation>剩余不到 1 分钟</translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/words.py" line="88"/>
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>剩余 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="90"/>
        <source>{hours} h {minutes} min left</source>
        <translation>剩余 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="107"/>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="113"/>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="114"/>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="115"/>
        <location filename="../../app/gui/words.py" line="133"/>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="116"/>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="117"/>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="118"/>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="119"/>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="120"/>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="128"/>
        <source>Gathering media</source>
        <translation>正在收集素材</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="129"/>
        <source>Writing the project</source>
        <translation>正在写入工程</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="132"/>
        <source>Reading the source</source>
        <translation>正在读取源文件</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="134"/>
        <source>Joining the segments</source>
        <translation>正在合并片段</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="135"/>
        <source>Checking the result</source>
        <translation>正在校验结果</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="136"/>
        <source>Tidying up</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="145"/>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="148"/>
        <source>{number} fps</source>
        <translation>{number} fps</translation>
    </message>
    <message>
        <location filename="../../app/gui/words.py" line="150"/>
        <source>{number}×</source>
        <translation>{number}×</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="144"/>
        <source>What is finished</source>
        <translation>已完成的部分</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="153"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="154"/>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="155"/>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="156"/>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="159"/>
        <source>Drop what is finished, and export anew</source>
        <translation>丢弃已完成的部分，重新导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="160"/>
        <source>Drop what is finished, and do not export</source>
        <translation>丢弃已完成的部分，不再导出</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="161"/>
        <source>Leave it in the queue as it is</source>
        <translation>保持原样，留在队列中</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="165"/>
        <source>What to do with {name}</source>
        <translation>如何处理 {name}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="229"/>
        <source>saved {when}</source>
        <translation>保存于 {when}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="230"/>
        <source>{size} kept</source>
        <translation>已保留 {size}</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="217"/>
        <source>source unchanged</source>
        <translation>源文件未变</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="218"/>
        <source>the source has changed: it can only start over</source>
        <translation>源文件已变，只能重新开始</translation>
    </message>
    <message>
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="219"/>
        <source>the source is missing</source>
        <translation>找不到源文件</translation>
    </message>
</context>
</TS>
