<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Announcing</name>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="33"/>
        <source>%n export(s) finished.</source>
        <translation>
            <numerusform>%n export finished.</numerusform>
            <numerusform>%n exports finished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="35"/>
        <source>%n failed.</source>
        <translation>
            <numerusform>%n failed.</numerusform>
            <numerusform>%n failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="46"/>
        <source>The machine goes to sleep in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>The machine goes to sleep in %n second. Close this message to prevent it.</numerusform>
            <numerusform>The machine goes to sleep in %n seconds. Close this message to prevent it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/announcing.py" line="52"/>
        <source>The machine shuts down in %n second(s). Close this message to prevent it.</source>
        <translation>
            <numerusform>The machine shuts down in %n second. Close this message to prevent it.</numerusform>
            <numerusform>The machine shuts down in %n seconds. Close this message to prevent it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/closing.py" line="39"/>
        <source>%n export(s) are running.</source>
        <translation>
            <numerusform>%n export is running.</numerusform>
            <numerusform>%n exports are running.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Continuing</name>
    <message numerus="yes">
        <location filename="../../app/gui/continuing.py" line="87"/>
        <source>Continuing %n export(s) that were interrupted at {when}. Nothing finished was lost.</source>
        <translation>
            <numerusform>Continuing %n export that was interrupted at {when}. Nothing finished was lost.</numerusform>
            <numerusform>Continuing %n exports that were interrupted at {when}. Nothing finished was lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="60"/>
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="61"/>
        <location filename="../../app/gui/edit_words.py" line="125"/>
        <location filename="../../app/gui/edit_words.py" line="146"/>
        <source>%Ln clip(s)</source>
        <translation>
            <numerusform>%Ln clip</numerusform>
            <numerusform>%Ln clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="62"/>
        <source>%n media</source>
        <translation>
            <numerusform>one medium</numerusform>
            <numerusform>%n media</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="72"/>
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="77"/>
        <source>%n difference(s) in a film</source>
        <translation>
            <numerusform>%n difference in a film</numerusform>
            <numerusform>%n differences in a film</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="82"/>
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="107"/>
        <source>All %n missing media were found.</source>
        <translation>
            <numerusform>The missing medium was found.</numerusform>
            <numerusform>All %n missing media were found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="108"/>
        <source>{missing} of %n media are missing.</source>
        <translation>
            <numerusform>The only medium is missing.</numerusform>
            <numerusform>{missing} of %n media are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="114"/>
        <source>%n of them was or were found.</source>
        <translation>
            <numerusform>One of them was found.</numerusform>
            <numerusform>%n of them were found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="151"/>
        <source>and %n times more</source>
        <translation>
            <numerusform>and once more</numerusform>
            <numerusform>and %n times more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/edit_words.py" line="160"/>
        <source>… and %n more</source>
        <translation>
            <numerusform>… and one more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="113"/>
        <source>Export all %n</source>
        <translation>
            <numerusform>Export %n</numerusform>
            <numerusform>Export all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="114"/>
        <source>Export %n film(s)</source>
        <translation>
            <numerusform>Export %n film</numerusform>
            <numerusform>Export %n films</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="136"/>
        <source>%n thing(s) will be lost</source>
        <translation>
            <numerusform>One thing will be lost</numerusform>
            <numerusform>%n things will be lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/footer.py" line="96"/>
        <source>Add %n to the queue</source>
        <translation>
            <numerusform>Add %n to the queue</numerusform>
            <numerusform>Add %n to the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobEditor</name>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/job_editor.py" line="209"/>
        <source>%n finished segment(s) were made with the settings of before. They cannot be used with these: saving discards them.</source>
        <translation>
            <numerusform>%n finished segment was made with the settings of before. It cannot be used with these: saving discards it.</numerusform>
            <numerusform>%n finished segments were made with the settings of before. They cannot be used with these: saving discards them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/job_editor.py" line="216"/>
        <source>%n finished segment(s) stay beside the old output and are not used.</source>
        <translation>
            <numerusform>%n finished segment stays beside the old output and is not used.</numerusform>
            <numerusform>%n finished segments stay beside the old output and are not used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobVerbs</name>
    <message numerus="yes">
        <location filename="../../app/gui/job_verbs.py" line="119"/>
        <source>Remove %n export(s) from the list? What is finished stays on the disk.</source>
        <translation>
            <numerusform>Remove %n export from the list? What is finished stays on the disk.</numerusform>
            <numerusform>Remove %n exports from the list? What is finished stays on the disk.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPage</name>
    <message numerus="yes">
        <location filename="../../app/gui/new_page.py" line="125"/>
        <source>%n new export(s)</source>
        <translation>
            <numerusform>%n new export</numerusform>
            <numerusform>%n new exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutputSection</name>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/output_section.py" line="180"/>
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} and %n more</numerusform>
            <numerusform>{name} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <location filename="../../app/gui/overview.py" line="43"/>
        <source>%n export(s) running</source>
        <translation>
            <numerusform>%n export running</numerusform>
            <numerusform>%n exports running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/overview.py" line="45"/>
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/problems.py" line="96"/>
        <source>%n problem(s) would keep the project from opening in {editor}.</source>
        <translation>
            <numerusform>A problem would keep the project from opening in {editor}.</numerusform>
            <numerusform>%n problems would keep the project from opening in {editor}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/export_panel/problems.py" line="99"/>
        <source>The project would not be complete: %n problem(s).</source>
        <translation>
            <numerusform>The project would not be complete: one problem.</numerusform>
            <numerusform>The project would not be complete: %n problems.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <location filename="../../app/gui/queue/queue_panel.py" line="145"/>
        <source>Back to %n new export(s)</source>
        <translation>
            <numerusform>Back to %n new export</numerusform>
            <numerusform>Back to %n new exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResumePrompt</name>
    <message numerus="yes">
        <location filename="../../app/gui/dialogs/resume_prompt.py" line="63"/>
        <source>%n export(s) were interrupted.</source>
        <translation>
            <numerusform>%n export was interrupted.</numerusform>
            <numerusform>%n exports were interrupted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="37"/>
        <source>%Ln encoding</source>
        <translation>
            <numerusform>%Ln encoding</numerusform>
            <numerusform>%Ln encoding</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="39"/>
        <source>%Ln kept from before</source>
        <translation>
            <numerusform>%Ln kept from before</numerusform>
            <numerusform>%Ln kept from before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="41"/>
        <location filename="../../app/gui/segments/segment_words.py" line="118"/>
        <source>%Ln done again</source>
        <translation>
            <numerusform>%Ln done again</numerusform>
            <numerusform>%Ln done again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/segments/segment_words.py" line="75"/>
        <source>Each cell stands for %Ln segments</source>
        <translation>
            <numerusform>Each cell stands for %Ln segment</numerusform>
            <numerusform>Each cell stands for %Ln segments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="38"/>
        <source>%n bits</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="59"/>
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="90"/>
        <source>%n channels</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/source_words.py" line="220"/>
        <source>%n subtitle(s)</source>
        <translation>
            <numerusform>%n subtitle</numerusform>
            <numerusform>%n subtitles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineStrip</name>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="33"/>
        <source>%n video track(s)</source>
        <translation>
            <numerusform>%n video track</numerusform>
            <numerusform>%n video tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="34"/>
        <source>%n audio track(s)</source>
        <translation>
            <numerusform>%n audio track</numerusform>
            <numerusform>%n audio tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="35"/>
        <source>%n caption track(s)</source>
        <translation>
            <numerusform>%n caption track</numerusform>
            <numerusform>%n caption tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="36"/>
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="67"/>
        <source>%n clip(s)</source>
        <translation>
            <numerusform>%n clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/timeline_strip/strip_words.py" line="37"/>
        <source>%n clip(s) without their media</source>
        <translation>
            <numerusform>%n clip without its medium</numerusform>
            <numerusform>%n clips without their media</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="27"/>
        <source>%n finished file(s)</source>
        <translation>
            <numerusform>%n finished file</numerusform>
            <numerusform>%n finished files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="28"/>
        <source>%n finished segment(s)</source>
        <translation>
            <numerusform>%n finished segment</numerusform>
            <numerusform>%n finished segments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="30"/>
        <source>{done} of %n file(s)</source>
        <translation>
            <numerusform>{done} of %n file</numerusform>
            <numerusform>{done} of %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="31"/>
        <source>{done} of %n segment(s)</source>
        <translation>
            <numerusform>{done} of %n segment</numerusform>
            <numerusform>{done} of %n segments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="37"/>
        <source>Start over and drop %n finished file(s)?</source>
        <translation>
            <numerusform>Start over and drop %n finished file?</numerusform>
            <numerusform>Start over and drop %n finished files?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="38"/>
        <source>Start over and drop %n finished segment(s)?</source>
        <translation>
            <numerusform>Start over and drop %n finished segment?</numerusform>
            <numerusform>Start over and drop %n finished segments?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="44"/>
        <source>Discard %n finished file(s)? The export stays in the list.</source>
        <translation>
            <numerusform>Discard %n finished file? The export stays in the list.</numerusform>
            <numerusform>Discard %n finished files? The export stays in the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../app/gui/unit_words.py" line="45"/>
        <source>Discard %n finished segment(s)? The export stays in the list.</source>
        <translation>
            <numerusform>Discard %n finished segment? The export stays in the list.</numerusform>
            <numerusform>Discard %n finished segments? The export stays in the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <location filename="../../app/gui/words.py" line="88"/>
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
</TS>
