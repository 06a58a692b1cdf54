# ruff: noqa: E501  (the table reads best with one person a line)
"""Write ``vignettes.jsonl``: people thought of one by one, with the tier that published guidance asks for.

The table was made from the red-flag list and guidance alone, without sight of the rules that it judges.
Run ``python tests/reference/vignettes_held_out/write_vignettes.py`` after a change to the table.

One line is one person, in six columns:

    id | age sex weeks pain leg pregnant | replies | least-most | story | why

A full stop is "not told". ``sex``: f, m, o. ``leg`` and ``pregnant``: y, n, u. Replies: ``F01`` yes, ``?F01`` not sure,
``-F01`` left blank, ``!F30`` no; cautions likewise. Every other question of the first 26 is answered "no"
(so is every later one with ``full``); with ``only``, everything else is blank; ``again`` means that the person
must be asked again, because the replies contradict each other; ``open`` that the check must call itself incomplete.
Tiers: 0 none, 1 note, 2 within two weeks, 3 same day, 4 emergency.
"""

import json
from pathlib import Path

FIRST = [f"F{n:02}" for n in range(1, 27) if n != 6]
LATER = [f"F{n:02}" for n in range(29, 58)]
TIERS = ("NONE", "NOTE", "WITHIN 2 WEEKS", "SAME DAY", "EMERGENCY")
SEXES = {"f": "female", "m": "male", "o": "other", ".": None}
REPLIES = {"y": "yes", "n": "no", "u": "unknown", ".": None}
SIGNS = {"?": "unknown", "!": "no", "-": None}

TABLE = """
ces-01|34 f 0.5 8 y n|F01|4-4|Office worker, sciatica since Tuesday, wiping herself feels numb, says the leg is the real trouble|CES pathway (GIRFT): saddle numbness, any one, is an emergency
ces-02|34 f 0.5 3 n n|F01|4-4|Mild pain 3 of 10, no leg pain, yet numb around the bottom|pain level does not exclude CES
ces-03|78 m 20 5 n n|F01|4-4|Old man thinks numb bottom comes from sitting|CES; age and slow course do not exclude
ces-04|45 m 300 4 n n|F01|4-4|Back trouble for years, now numb between the legs, everything else denied|CES on top of chronic pain
ces-05|29 f 1 6 y y|F01|4-4|Pregnant, told numbness is the baby pressing|CES occurs in pregnancy
ces-06|52 f 2 7 y n|F02|4-4|Cannot start the stream since yesterday, thinks it is a urine infection|CES: bladder change, any one
ces-07|52 f 2 0 n n|F02|4-4|No pain at all today, but leaks stool without feeling it|painless retention and incontinence are late signs
ces-08|67 m 12 5 n n|F02|4-4|Blames his prostate for a slow stream that began with the back pain|CES until shown otherwise
ces-09|38 f 1.9 7 y n|F03|4-4|Pain down both legs for twelve days, nothing else|review 2: bilateral within 2 weeks of onset is an emergency
ces-10|38 f 0 7 y n|F03|4-4|Both legs since this morning|review 2
ces-11|38 f 2.1 7 y n|F03|3-4|Both legs tingling, just over two weeks|review 2: 2 to 12 weeks same day
ces-12|38 f 6 5 y n|F03|3-4|Both legs six weeks, walks the dog|review 2
ces-13|38 m 11.9 5 y n|F03|3-4|Both legs nearly twelve weeks|review 2
ces-14|61 m 104 4 y n|F03|2-3|Both calves ache for two years on walking|review 2: old and maybe unchanged
ces-15|61 m 520 4 y n|F03 !F30 !F31|2-2|Both legs for ten years, unchanged|review 2: unchanged for years within 2 weeks
ces-16|61 m 520 4 y n|F03 F30|4-4|Ten years of back pain; both legs began last week|time counts from the new bilateral sign
ces-17|61 m 520 4 y n|F03 ?F30|3-4|Ten years of pain, not sure whether both legs are new|unknown never reads as no
ces-18|44 f . 6 y n|F03|3-4|Both legs, does not say since when|no date: the more urgent reading
ces-19|44 f 1 6 y n|F03 F04|4-4|Both legs painful and a knee gives way|bilateral with weakness
ces-20|44 f 30 6 y n|F03 F04|4-4|Both legs and weakness after months|table: F03 with F04 emergency
ces-21|44 m 8 3 n n|F03 F05|4-4|Both legs and no erections since|table: F05 with any other CES item
ces-22|44 m 8 3 n n|F05|3-4|Erections gone since the back went, blames stress|table: F05 alone same day
ces-23|71 m 200 3 n n|F05|2-4|Old man with years of back pain, new loss of genital feeling|new sign; same day ideally
ces-24|31 f 3 6 y n|F05 F04|4-4|Foot weak, no feeling during sex|two CES items
ces-25|31 f 3 6 y n|F05 F02|4-4|Numb during sex and urgency|two CES items
ces-26|49 m 1 8 y n|F04|3-4|Foot slaps since Sunday, one side|review 4: same day; worsening unknown
ces-27|49 m 1 8 y n|F04 F29|4-4|Foot slaps more each day|worsening weakness stays emergency
ces-28|49 m 40 4 n n|F04 !F29|3-3|Weak big toe for months, steady|review 4: same day
ces-29|49 m 1 8 y n|F04 ?F29|3-4|Weak ankle, cannot say whether worse|unknown worsening
ces-30|49 m . . y n|F04|3-4|Only says the leg is weaker|review 4
ces-31|26 f 0.3 7 y n|?F01|3-4|New sciatica, cannot say whether she is numb down there|review 11: not sure with new sciatica same day
ces-32|26 f 0.3 7 y n|?F02|3-4|New sciatica, bladder feels odd maybe|review 11
ces-33|26 f 0.3 7 y n|?F01 ?F02|3-4|Both not sure with new sciatica|review 11
ces-34|26 f 0.3 7 n n|?F01|2-4|No leg pain, not sure about numbness|unknown never reads as no
ces-35|70 m 300 4 n n|?F02|2-3|Old prostate, not sure whether the bladder changed, no leg pain|unknown is not alarm by itself
ces-36|26 f 1 7 y n|?F01 F03|4-4|Both legs for a week and not sure of numbness|bilateral early
ces-37|26 f 5 7 y n|?F01 F03|3-4|Both legs five weeks, not sure of numbness|at least same day
ces-38|26 f 5 7 y n|?F02 F04|3-4|Weak foot and not sure of bladder|at least same day
ces-39|55 f 4 5 n n|?F05|2-3|Not sure about sexual feeling, no partner now|unknown
ces-40|55 f 4 5 y n|?F03|2-4|Maybe the other leg tingles too|unknown bilateral
ces-41|55 f 4 5 y n|?F04|2-3|Unsure whether the leg is weak or just sore|unknown weakness with leg pain
ces-42|40 m 1 9 y n|F01 F02 F03 F04 F05|4-4|The whole picture|complete CES
ces-43|40 m 1 9 y n|F01 F02 F03 F04 F05 full|4-4|The whole picture, every later question no|CES
ces-44|40 m 1 9 y n|only F01|4-4|Filled one field only: numb saddle|one yes is enough
ces-45|. . . . . .|only F02|4-4|A program sends F02 yes and nothing else|one yes is enough
ces-46|. . . . . .|only F03|3-4|A program sends F03 yes and nothing else|unknown time: more urgent
ces-47|. . . . . .|only F04|3-4|A program sends F04 yes and nothing else|review 4
ces-48|58 f 2 5 n n|F33|3-4|Walks like a drunk for two weeks|review 3: gait change, never below same day
ces-49|58 f 2 5 n n|F33 F34|3-4|Unsteady with clumsy hands|cord compression
ces-50|58 f 2 5 n n|F33 F04|4-4|Unsteady and weak leg|cord or cauda equina
ces-51|58 f 260 4 n n|F34|2-4|Hands newly clumsy, old back pain|myelopathy: asked as new
ces-52|17 m 1 6 y n|F02|4-4|Schoolboy, cannot pass urine since rugby|CES in a minor
ces-53|33 f 3 4 y y|?F02|3-4|Pregnant, sciatica, always needs the toilet, not sure|review 11
ces-54|62 f 12 5 y n|F03|2-3|Both legs at exactly twelve weeks|review 2 edge
ces-55|62 f 2 5 y n|F03|3-4|Both legs at exactly two weeks|review 2 edge
ces-56|62 f 52 5 y n|F03 F01|4-4|Both legs for a year, now numb saddle|CES
ces-57|62 f 52 5 y n|F03 F02 !F30 !F31|4-4|Both legs for a year, says nothing changed, but bladder did|more urgent answer wins
aaa-01|72 m 0.1 9 n n|F07|4-4|Smoker, sudden flank pain, faint in the shower, thinks kidney stone|ruptured AAA
aaa-02|35 f 0.1 9 n n|F07|4-4|Young woman, sudden back pain with collapse|dissection, ectopic: any one
aaa-03|66 m 300 3 n n|F07|4-4|Feels a throbbing lump, old backache only 3 of 10|pulsating belly
aaa-04|72 m 0.1 9 n n|?F07|4-4|Sudden pain, was he faint? Not sure|review 11: not sure in old age is an emergency
aaa-05|66 m 0.5 8 n n|?F07|4-4|Same, 66|review 11
aaa-06|65 m 0.5 8 n n|?F07|3-4|Same, 65|edge of old age
aaa-07|64 m 0.5 8 n n|?F07|3-4|Same, 64, worst pain for days|sudden severe pain not sure at 64
aaa-08|28 f 20 4 n n|?F07|2-3|Not sure, mild pain for months at 28|unlikely; unknown
aaa-09|80 f 0.2 9 n n|?F07 F19|4-4|Old woman, sudden worst pain, not sure|review 11
aaa-10|80 f 0.2 9 n n|only ?F07|4-4|Old woman, only one reply: not sure|review 11
aaa-11|. m 0.2 9 n n|?F07|3-4|Age not told, sudden pain maybe|age unknown: cannot assume young
aaa-12|55 m 0.1 9 n n|F36|4-4|Tearing pain between the shoulder blades, no faintness|aortic dissection (RCR/RCEM)
aaa-13|55 m 0.1 9 n n|F37 F40|4-4|Known aneurysm, sudden pain|symptomatic AAA
aaa-14|70 m 2 6 n n|F37|3-4|Known aneurysm, new back pain two weeks|symptomatic AAA
aaa-15|70 m 500 3 n n|F37 !F40 !F31|1-3|Known aneurysm, back pain unchanged ten years, under watch|not new pain
aaa-16|70 m 0.1 8 n n|F40|3-4|Sudden full-strength pain without lifting at 70|AAA in old age
aaa-17|58 f 0.1 7 y n|F38|4-4|One leg cold and pale since noon|acute limb ischaemia
aaa-18|58 f 1 5 n n|F39|3-4|One calf swollen and warm|DVT same day
aaa-19|58 f 1 5 n n|F39 F24|4-4|Swollen calf and breathless|pulmonary embolism
aaa-20|75 m 0.1 8 n n|F07 F21|4-4|Flank pain with blood in urine and faint|AAA mimics renal colic
inf-01|41 m 1 6 n n|F08|3-4|Shivers and back pain, thinks flu|table: fever alone same day
inf-02|41 m 1 9 n n|F08 F10|4-4|Fever, risk, 9 of 10|review 7: emergency
inf-03|41 m 1 3 n n|F08 F10|3-4|Fever, risk, mild pain|same day at least
inf-04|41 m 1 6 n n|F08 F04|4-4|Fever and weak leg|epidural abscess
inf-05|41 m 1 6 y n|F08 F03|4-4|Fever and both legs|review 7
inf-06|41 m 1 6 n n|F08 F01|4-4|Fever and numb saddle|abscess
inf-07|41 m 1 6 n n|F08 F35|4-4|Fever and confused|sepsis
inf-08|41 m 3 4 n n|F09|3-4|Blood infection last month, now back pain, feels fine|table: same day
inf-09|41 m 520 4 n n|F09 !F31|2-3|Ten-year backache, cellulitis two months ago, unchanged|review 8: old is within 2 weeks
inf-10|41 m 3 7 n n|F09 F08|3-4|Blood infection and fever|same day at least
inf-11|41 m 3 8 n n|F09 F10|3-4|Skin abscess and diabetes, severe new pain|same day
inf-12|41 m 3 5 n n|F09 F04|3-4|Recent infection and weak foot|at least same day
inf-13|63 f 500 3 n n|F10 F50 !F46 !F47 !F48 !F49|1-2|Diabetes, old mild backache|table: alone note
inf-14|63 f 1 9 n n|F10|3-4|Risk (which is not told), new pain 9 of 10|table: new severe pain same day
inf-15|63 f 1 9 n n|F10 F46|3-4|Injects drugs, new severe pain|SAME DAY at least
inf-16|63 f 1 9 n n|F10 F50 !F46 !F47 !F48 !F49|2-3|Only diabetes, new severe pain|review 6: not the same risk
inf-17|30 m 1 3 n n|F10 F46|2-4|Injects drugs, new mild pain|review 6: high risk with any new pain
inf-18|30 m 4 6 n n|F10 F16|3-3|Risk and constant growing pain|table: constant pain same day
inf-19|30 m 4 6 n n|F10 F47 F16|3-4|Dialysis, constant growing pain|same day
inf-20|30 m 2 8 n n|F10 F49|3-4|Epidural injection last month, new severe pain|post-procedure infection
inf-21|30 m 2 8 n n|F10 F49 F08|4-4|Same with fever|review 7
inf-22|30 m 2 8 n n|F46 F08|4-4|F10 answered no but injects drugs; fever and severe pain|contradiction: more urgent wins
inf-23|30 m 2 8 n n|F48 F08|4-4|Immune medicine, fever, severe pain, F10 no|review 7 and 12
inf-24|30 m 2 4 n n|?F08|2-3|Feels a bit off, not sure about fever|unknown
inf-25|30 m 2 9 n n|?F08 F10|3-4|Risk and severe, fever not sure|new severe pain with risk
inf-26|80 f 2 5 n n|F08 F19|3-4|Old woman feels very ill|same day
inf-27|80 f 2 8 n n|F08 F15|3-4|Very ill and losing weight|same day at least
inf-28|24 f 1 6 n n|only F08|3-4|Only fever is told|one yes enough
inf-29|24 f 1 6 n n|?F10|1-2|Does not know whether her tablets lower immunity|unknown risk, mild
inf-30|24 f 1 6 n n|?F09|2-3|Not sure whether the infection was serious|unknown
inf-31|66 m 1 6 n n|F08 F09 F10|3-4|Three infection flags, moderate pain|same day at least
inf-32|66 m 1 8 n n|F08 F09 F10|4-4|Three infection flags, severe|review 7
inf-33|66 m 1 7 n n|F08 F16|3-4|Fever and constant night pain|same day
inf-34|66 m 60 3 n n|F08|3-4|Year-old backache and fever today|fever alone same day
inf-35|66 m . . n n|F08 F10|3-4|Fever and risk, pain not told|at least same day
inf-36|29 f 10 7 n n|F08 F15 F16|3-4|TB contact: ill, thin, constant|same day
inf-37|29 f 3 10 n n|F08|3-4|Fever with the worst pain, no risk|same day at least
fra-01|30 m 0 9 n n|F11|4-4|Fell from a roof today, walks, wants needles|major trauma
fra-02|30 m 1.9 5 n n|F11|3-4|Car crash thirteen days ago|recent major trauma
fra-03|30 m 3 5 n n|F11|3-4|Crash three weeks ago, never imaged|review 8: same day
fra-04|30 m 260 4 n n|F11|0-2|Crash five years ago|review 8: years ago must not alarm
fra-05|30 m 1040 4 n n|F11 !F31|0-2|Crash twenty years ago, unchanged|review 8
fra-06|30 m 12 4 n n|F11|2-3|Crash three months ago|old but within months
fra-07|30 m . 4 n n|F11|3-4|Crash, no date told|no date: urgent reading
fra-08|75 f 1 7 n n|F11|4-4|Old woman down the stairs last week|major trauma in old age
fra-09|30 m 0.5 6 n n|F11 F04|4-4|Fall and weak leg|unstable fracture
fra-10|30 m 3 6 n n|F11 F13|3-4|Crash and bruise|same day
fra-11|30 m 0 6 n n|F11 F13|4-4|Crash today and bruise|major trauma
fra-12|78 f 1 7 n n|F12|3-3|Coughed and felt a crack|table same day
fra-13|78 f 1 7 n n|F12 F19|3-3|Same and first back pain of her life|same day
fra-14|78 f 40 4 n n|F12|2-3|Same, ten months ago|review 8: old is within 2 weeks
fra-15|78 f . 4 n n|F12|2-3|Same, no date|no date
fra-16|45 m 1 6 n n|F12|3-3|On steroids for asthma, lifted a box|trauma and steroids
fra-17|45 m 1 6 n n|?F12|2-3|Not sure whether the cough did it|unknown
fra-18|78 f 1 7 n n|?F12|2-3|Not sure, 78|unknown with old age
fra-19|50 f 1 6 n n|F13|3-3|Bruise over the spine after a bang|table same day
fra-20|50 f 1 6 n n|F13 F12|3-3|Bruise after small fall with thin bones|same day
fra-21|22 m 1 6 n n|F13|3-3|Kicked in a match, bruise on the spine|table same day
fra-22|22 m 1 6 n n|?F13|1-3|Cannot see own back|unknown
fra-23|75 f 1 6 n n|F53|3-3|Osteoporosis, new pain, no injury|F19 with osteoporosis counts as F12
fra-24|75 f 1 6 n n|F54|3-3|Steroid tablets, new pain at 75|F19 with steroids counts as F12
fra-25|71 m 1 6 n n|F54 F53|3-3|Steroids and thin bones at 71|two or more
fra-26|45 f 500 4 n n|F53|1-2|Thin bones, old backache|no new pain
fra-27|75 f 1 6 n n|F13|3-3|Bruise at 75|same day
fra-28|30 m 0 9 n n|only F11|4-4|Only the fall today|major trauma
fra-29|30 m 0 9 n n|?F11|3-4|Not sure whether the crash counts as major|unknown recent major trauma
fra-30|30 m 300 3 n n|?F11|0-2|Not sure, six years ago|old
fra-31|82 f 2 8 n n|F12 F13 F54|3-4|Three fracture flags|90 of 100 in published cohort
fra-32|82 f 2 8 n n|F12 F02|4-4|Small fall and cannot pass urine|retropulsed fracture
fra-33|82 f 2 8 n n|F12 F04|3-4|Small fall and weak leg|at least same day
can-01|60 f 520 4 n n|F14|2-3|Breast cancer ten years ago, old backache|table within 2 weeks
can-02|60 f 3 6 n n|F14|2-3|Breast cancer, new back pain|two weeks at least
can-03|60 f 3 6 n n|F14 F16|3-3|New constant worsening pain after cancer|table same day; NG234 within 24 hours
can-04|60 f 3 6 n n|F14 F15|3-3|Cancer and weight loss|review 9: raised
can-05|60 f 3 6 n n|F14 F04|4-4|Cancer and weak leg|review 1; NG234 immediately
can-06|60 f 3 6 n n|F14 F03|4-4|Cancer and both legs tingling|review 1
can-07|60 f 3 6 y n|F14|3-3|Cancer and one-sided sciatica|review 1: radicular pain same day
can-08|60 f 300 6 y n|F14|2-3|Cancer, sciatica for years|old radicular pain
can-09|60 f 3 6 n n|F14 F33|4-4|Cancer and unsteady|cord compression
can-10|60 f 3 6 n n|F14 F52|3-4|Cancer and chest-level pain|NG234 24 hours
can-11|60 f 3 6 n n|F14 F02|4-4|Prostate blamed, cancer before|review 1
can-12|60 f 3 6 n n|?F14|1-3|Not sure whether the lump was cancer|unknown
can-13|60 f 3 6 n n|?F14 F04|3-4|Not sure about cancer, weak foot|same day at least
can-14|60 m 3 6 n n|F15|2-2|Losing weight, nothing else|table
can-15|30 m 3 6 n n|F15|2-2|Young, losing weight|table
can-16|60 m 3 6 n n|F15 F16|2-3|Weight loss and night pain|review 9: stays within 2 weeks
can-17|60 m 3 6 n n|F16|2-2|New constant night pain at 60|review 5
can-18|50 m 3 6 n n|F16|2-2|Same at 50|review 5 edge
can-19|49 m 3 6 n n|F16|1-2|Same at 49|review 5 edge: about 50
can-20|25 m 3 6 n n|F16|1-2|Same at 25|flag with others only
can-21|70 m 3 6 n n|F16 F15 F19|2-3|Three soft flags in old age|within 2 weeks at least
can-22|70 m 3 6 n n|F14 F15 F16|3-4|Three cancer flags|same day
can-23|70 m 3 6 n n|only F14|2-3|Only cancer told|table
can-24|70 m 3 6 n n|F14 F05|4-4|Prostate cancer and new loss of genital feeling|review 1: new neurology
can-25|70 m 3 6 n n|F14 F01|4-4|Cancer and numb saddle|CES
can-26|70 m 3 6 y n|F14 F12|3-4|Cancer, cough, crack|pathological fracture
can-27|70 m 3 6 n n|F14 F08|3-4|Cancer and fever|neutropenic sepsis possible
can-28|55 f 3 4 n n|F14 F10 F08|3-4|On chemotherapy with fever|emergency ideally
can-29|55 f 3 9 n n|F14 F10 F08|4-4|On chemotherapy with fever and severe pain|review 7
can-30|55 f 3 6 n n|?F15|1-2|Not sure about weight|unknown
can-31|55 f 3 6 n n|?F16|1-2|Not sure|unknown
can-32|55 f 3 6 n n|F15 F04|3-4|Weight loss and weak leg|same day by weakness
can-33|40 f 2 8 u n|F14|2-3|Cancer and maybe leg pain|radicular not sure
can-34|. . . . . .|only F14|2-3|Program sends F14 only|table
can-35|60 f 3 6 n n|F14 F04 !F29|4-4|Cancer and steady new weakness|review 1
can-36|60 f 3 6 n n|F14 ?F04|3-4|Cancer and perhaps weak|review 1 in doubt
can-37|60 f 3 6 n n|F14 ?F01|3-4|Cancer and perhaps numb|review 1 in doubt
can-38|60 f 3 6 n n|F14 ?F03|3-4|Cancer and perhaps both legs|review 1 in doubt
spa-01|28 m 60 5 n n|F17|2-2|Morning stiffness for a year|ASAS four of five
spa-02|28 m 60 5 n n|F17 F18|2-2|With psoriasis|ASAS
spa-03|28 m 60 5 n n|F18|0-2|Brother has psoriasis, plain backache|only with F17
spa-04|28 m 11.9 5 n n|F17|0-2|Not yet three months|table: pain over 3 months
spa-05|28 m 12 5 n n|F17|0-2|Exactly three months|edge
spa-06|28 m 12.5 5 n n|F17|2-2|Just over three months|table
spa-07|55 m 1400 5 n n|F17|2-2|Began at 28, now 55|onset counts, not age
spa-08|28 m 60 5 n n|?F17|1-2|Not sure of four of five|unknown
spa-09|28 m . 5 n n|F17|1-2|No duration told|unknown duration
spa-10|28 m 60 5 n n|F17 F16|2-3|Wakes at night, constant|soft flags
spa-11|28 m 60 5 n n|F17 F08|3-4|Stiff and feverish|fever same day
spa-12|28 m 60 5 n n|F17 F03|2-4|Stiff with both legs|bilateral old
age-01|71 f 2 5 n n||1-2|First back pain at 71, F19 said no|F19 from age: note
age-02|70 f 2 5 n n||0-1|Seventy exactly|over 70 is not 70
age-03|71 f 2 5 n n|F19|1-2|F19 yes at 71|table
age-04|65 f 2 5 n n|F19|0-2|F19 yes at 65|contradiction, note at most
age-05|17 f 4 5 n n||2-2|Seventeen, F20 said no|review 12: derive from age
age-06|18 f 4 5 n n||0-1|Eighteen|not under 18
age-07|17 f 4 5 n n|F20|2-2|Seventeen, says so|table
age-08|40 f 4 5 n n|F20 again|2-2|Forty, F20 yes|contradiction: more urgent wins and asks again
age-09|17 f 4 5 n n|F08|3-4|Seventeen with fever|same day
age-10|12 m 1 5 n n|full|2-3|Twelve, all no|under 18 always
age-11|18 m 4 5 n n|F20|2-2|Eighteen, F20 yes|contradiction
age-12|71 f 520 5 n n||0-1|71, ten years of pain|not a new kind
age-13|90 f 0.5 5 n n||1-2|Ninety, first pain, all no|F19 note
age-14|. f 4 5 n n||0-2|Age not told, rest no|age flags open
age-15|17.9 m 4 5 n n||2-2|Nearly eighteen|under 18
age-16|70.9 m 2 5 n n||0-2|Still seventy|edge
age-17|75 f 2 7 n n|F16|2-2|New constant pain at 75|review 5
age-18|75 f 2 7 n n|F16 F15|2-3|Soft flags at 75|review 9
age-19|64 m 2 5 n n||0-1|64 all no|no flag
age-20|65 m 2 5 n n||0-1|65 all no|no flag
age-21|49 m 2 5 n n||0-1|49 all no|no flag
age-22|50 m 2 5 n n||0-1|50 all no|no flag
kid-01|33 f 1 6 n n|F21|3-3|Burning and flank pain, no fever|review 10 same day
kid-02|33 f 1 6 n n|F21 F08|3-4|Pyelonephritis|same day
kid-03|33 f 1 6 n y|F21 F08|4-4|Pregnant with pyelonephritis and rigors|review 10 emergency
kid-04|33 f 1 6 n y|F21|3-4|Pregnant, burning, flank pain|same day at least
kid-05|33 f 1 6 n y|F08|3-4|Pregnant with rigors|review 10: never below same day
kid-06|68 m 0.2 9 n n|F21|3-4|Flank pain with blood at 68|NG118; AAA mimic
kid-07|33 f 1 6 n n|?F21|1-3|Maybe burning|unknown
kid-08|33 f 1 6 n n|F21 F02|4-4|Burning and cannot hold urine|CES any one
kid-09|33 f 1 6 n n|F21 F10|3-4|Diabetic with flank pain|same day
kid-10|33 f 300 6 n n|F21|3-4|Old backache with new urinary signs|same day
kid-11|33 m 1 6 n n|only F21|3-4|Only this told|table
kid-12|33 f 1 6 n u|F21 F08|3-4|Perhaps pregnant with pyelonephritis|perhaps pregnant with rigors
prg-01|29 f 6 4 n y|F22|4-4|28 weeks, tightenings with backache, sure it is wind|table
prg-02|29 f 6 4 n y||0-2|Pregnant, plain backache|K15 caution only
prg-03|29 f 6 4 n n|F22 again|4-4|Says not pregnant and F22 yes|review 12: more urgent, ask again
prg-04|29 f 6 4 n u|F22|4-4|Not sure pregnant, bleeding|table
prg-05|40 m 6 4 n n|F22|4-4|Man ticks F22|review 12: more urgent wins
prg-06|29 f 6 4 n y|?F22|3-4|Baby maybe quieter|reduced movement (RCOG): same day at least
prg-07|40 m 6 4 n n|?F22 ?F23|0-1|Man not sure of pregnancy questions|review 11: cannot apply
prg-08|40 m 6 4 n .|-F22 -F23|0-1|Man leaves them blank|cannot apply
prg-09|72 f 520 4 n n|?F22 ?F23|0-1|Woman of 72|review 11: cannot apply
prg-10|72 f 520 4 n n|-F22 -F23|0-1|Woman of 72 leaves them blank|cannot apply
prg-11|24 f 1 6 n u|F23|4-4|Late period, one-sided pain|ectopic
prg-12|24 f 1 6 n n|F23|4-4|Says not pregnant, F23 yes|ectopic before a test
prg-13|24 f 1 6 n u|?F23|3-4|Late period, pain maybe one-sided|possible ectopic
prg-14|24 f 1 6 n .|F23|4-4|Pregnancy not told|ectopic
prg-15|24 f 1 6 n n|?F23|1-3|Not pregnant, not sure of the pain|low chance
prg-16|29 f 6 4 n y|F01|4-4|Pregnant with numb saddle|CES
prg-17|29 f 6 4 n y|F41|3-4|Pregnant with bad headache|pre-eclampsia
prg-18|29 f 6 4 n y|F41 F24|4-4|Pregnant, headache, breathless|pre-eclampsia, PE
prg-19|32 f 2 5 n n|F42 F43|3-4|After birth, fever and epidural site|epidural abscess, sepsis
prg-20|32 f 2 8 n n|F42 F43 F08|3-4|After birth, fever, severe|sepsis
prg-21|32 f 2 5 n n|F42|0-2|Six weeks after birth, plain backache|no warning sign
prg-22|32 f 2 5 y n|F42 F04|3-4|After birth, foot drop|same day
prg-23|29 f 6 4 n y|K15|0-2|Pregnant, K15 yes|caution only
prg-24|29 f 6 4 n .|K15 F22|4-4|Pregnant only by K15, bleeding|table
prg-25|29 f 6 4 n y|F03|3-4|Pregnant, both legs six weeks|review 2
prg-26|29 f 6 8 n y|F39|3-4|Pregnant with swollen calf|DVT
prg-27|16 f 6 4 n y|F22|4-4|Sixteen, pregnant, bleeding|table
prg-28|47 f 3 5 n .|?F22|1-4|47, pregnancy not told, not sure|could apply
prg-29|29 o 6 4 n y|F22|4-4|Sex other, pregnant, fluid|applies to the body
prg-30|29 m 6 4 n y|F22|4-4|Recorded male, pregnant, bleeding|applies to the body
prg-31|29 f 6 4 n y|-F22|2-3|Pregnant, F22 left blank|blank that applies
prg-32|29 m 6 4 n y|-F22|1-3|Recorded male, pregnant, F22 blank|blank that applies
prg-33|32 m 6 4 n y|?F22|3-4|Recorded male, pregnant, baby maybe quieter|applies to the body
hrt-01|60 m 0.1 6 n n|F24|4-4|Pain to jaw, calls it muscle|acute coronary
hrt-02|22 f 0.1 6 n n|F24|4-4|Young, breathless|table any one
hrt-03|60 m 300 3 n n|F24|4-4|Old backache, chest pain new|table
hrt-04|60 m 0.1 6 n n|?F24|2-4|Not sure whether it is chest or back|unknown
hrt-05|60 m 0.1 6 n n|F25|4-4|Breathless after needles|pneumothorax
hrt-06|60 m 10 4 n n|F25|4-4|Chest pain after needles, mild|pneumothorax
hrt-07|60 m 10 4 n n|F32 ?F25|3-4|Needles last week, breathing maybe odd|pneumothorax in doubt
hrt-08|60 m 10 4 n n|!F32 ?F25|0-2|No needles, not sure of F25|cannot apply
hrt-09|60 m 10 4 n n|F26|3-3|Pus after needles|table
hrt-10|60 m 10 4 n n|F26 F08|3-4|Pus and fever|same day
hrt-11|60 m 10 4 n n|F26 F04|3-4|Pus and weak leg|same day; abscess
hrt-12|60 m 10 4 n n|F26 F35|4-4|Pus and drowsy|sepsis
hrt-13|60 m 10 4 n n|!F32 F25|4-4|Says no needles but breathless since needles|more urgent wins
hrt-14|60 m 10 4 n n|?F26|1-3|Maybe red|unknown
hrt-15|60 m 10 4 n n|-F25 -F26 !F32|0-1|Never needled, leaves after-needle questions blank|cannot apply
hrt-16|60 m 10 4 n n|-F25 -F26|0-2|Leaves after-needle questions blank|may or may not apply
hrt-17|60 m 10 4 n n|only F24|4-4|Only chest pain|table
hrt-18|60 m 10 4 n n|only F26|3-4|Only pus|table
hrt-19|60 m 10 4 n n|F24 F25 F26|4-4|All three|table
oth-01|66 f 0.5 6 n n|F44|2-3|Band of blisters|antiviral within 72 hours
oth-02|40 f 0.2 8 n n|F45|3-4|Belly pain and vomiting|acute abdomen
oth-03|40 f 2 8 n n|F51|2-4|Sickle cell, new severe pain|sickle crisis
oth-04|40 f 2 8 n n|F51 F24|4-4|Sickle cell, chest pain|acute chest
oth-05|40 f 2 6 n n|F55|2-4|Stopped steroids suddenly|adrenal
oth-06|40 f 2 6 n n|F55 F35|4-4|Stopped steroids, drowsy|adrenal crisis
oth-07|40 f 2 6 n n|F56|3-4|Thoughts of ending life|mental health emergency
oth-08|40 f 2 6 n n|F57|1-3|Afraid at home|safeguarding
oth-09|40 f 2 6 n n|F35|3-4|Confused, no fever told|never below same day
oth-10|40 f 2 6 n n|?F56|2-4|Not sure about such thoughts|never reads as no
oth-11|70 f 0.1 9 n n|F45 F40|4-4|Sudden belly pain, vomits, 70|AAA, perforation
oth-12|40 m 1 6 n n|F31|0-2|Pain differs from usual|no flag
oth-13|40 m 1 6 n n|F32|0-1|Had needles last week|no flag
k-01|60 m 20 4 n n|K07|0-2|Warfarin, all no|caution
k-02|60 m 0.1 9 n n|K07 F40|3-4|Warfarin, sudden severe pain|retroperitoneal bleed
k-03|60 m 0.1 9 n n|K08 F40|3-4|Apixaban, sudden severe pain|bleed
k-04|60 m 0.1 9 n n|K12 F40|3-4|Haemophilia, sudden severe pain|review 13
k-05|60 m 0.1 9 n n|K12 F07|4-4|Haemophilia, sudden and faint|table
k-06|60 m 0.1 9 y n|K07 F04|3-4|Warfarin, weak leg suddenly|haematoma
k-07|60 m 20 4 n n|K12|0-2|Low platelets, plain|caution
k-08|60 m 20 4 n n|K13 K14|0-2|Pacemaker and epilepsy|caution
k-09|60 m 4 6 n n|K02|2-3|Tumour in the bones, F14 no|more urgent reading: cancer
k-10|60 m 4 6 n n|K02 F04|4-4|Tumour in the bones and weak leg, F14 no|review 1 and 12
k-11|60 m 4 6 n n|K02 F14 F04|4-4|Same with F14|review 1
k-12|60 m 4 6 n n|K02 F16|3-3|Tumour and constant growing pain|table same day
k-13|60 m 4 9 n n|K04 F08|4-4|Low white cells, fever, severe, F10 no|review 7 and 12
k-14|60 m 4 4 n n|K04 F08|3-4|Low white cells, fever|neutropenic sepsis
k-15|60 m 4 5 n n|K05 F08|3-4|Valve and fever|endocarditis
k-16|60 m 4 5 n n|K05|0-2|Valve only|caution
k-17|60 m 4 5 n n|K06|0-2|Eczema|caution
k-18|60 m 4 5 n n|K03|0-2|Lymph nodes removed|may hide cancer
k-19|60 m 4 5 n n|K10|0-1|Aspirin|info
k-20|60 m 4 5 n n|K18|0-2|Lung disease|caution
k-21|60 m 4 5 n n|K18 F25|4-4|Lung disease, breathless after needles|pneumothorax
k-22|60 m 4 5 n n|K23 F08|3-4|Metalwork and fever|implant infection
k-23|60 m 4 5 n n|K23|0-2|Spinal operation years ago|caution
k-24|60 m 4 5 n n|K25 K24|0-2|Faints, nickel|caution
k-25|60 m 4 5 n n|K27 F10|1-2|Diabetes with numb feet|note
k-26|60 m 4 9 n n|K27 F08|3-4|Diabetic foot, fever, severe|review 7 (diabetes)
k-27|30 m 4 5 n n|K29|0-2|K29 yes at 30|contradiction
k-28|16 m 4 5 n n|K29|2-2|Sixteen|under 18
k-29|60 m 4 5 n n|?K07|0-2|Not sure about warfarin|caution unknown
k-30|60 m 0.1 9 n n|?K12 F40|2-4|Maybe bleeding disorder, sudden severe|review 13 in doubt
k-31|60 m 4 5 n n|K09 F04|3-4|Heparin and weak leg|haematoma
k-32|60 m 0.1 9 n n|K07 F11|4-4|Warfarin and a fall today|major trauma
k-33|60 m 4 5 n n|K22 F37|2-4|Aneurysm and belly points, 4 weeks|new pain with known aneurysm
k-34|60 m 4 5 n n|K28 F08|3-4|Confused by K28, fever|never below same day
k-35|60 m 4 5 n n|K01|4-4|A program says: medical emergency|K01: emergency care
k-36|60 m 4 5 n n|K14 F35|3-4|Epilepsy and drowsy|never below same day
k-37|60 m 4 5 n n|K07 K08 K09 K12|0-2|All bleeding cautions|caution
k-38|60 m 4 5 y n|K02 F03|3-4|Tumour and both legs, F14 no|review 1 and 12
mis-01|. . . . . .|only open|2-3|Empty document|review 11: cannot tell
mis-02|40 m 4 5 n n|only open|2-3|Numbers only|review 11
mis-03|40 m 4 5 n n|-F01 open|2-3|Left saddle question blank|decision 6
mis-04|40 m 4 5 n n|-F01 -F02 -F03 -F04 -F05 open|2-3|All nerve questions blank|decision 6
mis-05|40 m 4 5 y n|-F01 -F02 open|2-4|New sciatica, nerve questions blank|decision 6
mis-06|40 m 4 5 n n|-F07 -F24 open|2-3|Aorta and heart blank|decision 6
mis-07|40 m 4 5 n n|-F08 open|2-3|Fever blank|decision 6
mis-08|40 m 4 5 n n|-F14 open|2-3|Cancer blank|decision 6
mis-09|40 m 4 5 n n|-F18 open|1-2|Psoriasis blank|decision 6
mis-10|40 m 4 5 n n||0-1|All 25 no|plain back pain
mis-11|40 m 4 5 n n|full|0-0|Every question no|plain back pain
mis-12|40 f 4 5 n n|full|0-0|Every question no|plain back pain
mis-13|40 f 520 8 y n|full|0-1|Old sciatica, every question no|plain
mis-14|40 . 4 5 n .||0-2|Sex and pregnancy not told|plain
mis-15|. . . . . .||0-2|All 25 no, nothing else told|plain, open
mis-16|40 m . 5 n n||0-1|Weeks not told|plain
mis-17|40 m 0 10 n n||0-2|Began today, 10 of 10|severe alone
mis-18|40 m 4 5 n n|?F01 ?F02 ?F03 ?F04 ?F05 ?F07 ?F08|2-4|Not sure of anything dangerous|unknown never no
mis-19|80 m 0.5 9 y n|?F01 ?F02 ?F03 ?F04 ?F05 ?F07 ?F08|4-4|Same, old, sudden|review 11
mis-20|30 m 4 5 y n|only ?F01 ?F02|3-4|New sciatica, two not sure, rest blank|review 11
mis-21|. . . . . .|only !F01|2-3|One no|cannot tell
mis-22|. . . . . .|only !F01 !F02 !F03 !F04 !F05|2-3|Five no, rest blank|cannot tell
mis-23|40 m 4 . n n||0-1|Pain level not told|plain
mis-24|40 m 4 5 . n||0-2|Leg pain not told|plain
mis-25|40 m 4 5 n n|only ?F14 ?F15 ?F16|2-3|Soft ones not sure, rest blank|cannot tell
mis-26|40 m 4 5 n n|-F11 -F12 -F13|2-3|Injury questions blank|decision 6
mis-27|40 m 4 5 n n|-F17 -F18|1-2|Inflammation questions blank|decision 6
mis-28|40 f 4 5 n .|-F22 -F23|1-3|Woman of 40, pregnancy questions blank|could apply
mis-29|40 f 4 5 n n|-F22 -F23|0-2|Woman of 40 not pregnant, blank|hardly applies
mis-30|. f . . . .|only F15|2-3|Program sends weight loss|table
tri-01|55 m 3 7 y n|F04 F10 F16|3-4|Weak leg, risk, constant|same day at least
tri-02|55 m 3 7 n n|F15 F16 F18|2-3|Three soft flags|within 2 weeks
tri-03|55 m 3 7 n n|F09 F15 F16|3-4|Infection, weight, night|same day
tri-04|75 f 3 7 n n|F12 F14 F15|3-4|Fracture, cancer, weight|same day
tri-05|75 f 3 7 n n|F08 F12 F19|3-4|Fever and fracture|same day
tri-06|35 f 3 7 n n|F16 F17 F18|2-3|Inflammatory and night|within 2 weeks
tri-07|35 m 3 7 n n|F05 F09 F10|3-4|Sexual, infection, risk|same day
tri-08|35 m 1 7 n n|F03 F15 F16|4-4|Both legs new, weight, night|bilateral new
tri-09|75 f 3 5 n n|F10 F15 F19|2-3|Risk, weight, old|within 2 weeks
tri-10|75 f 3 5 n n|F04 F12 F19|3-4|Fracture and weakness|same day
tri-11|45 f 5 5 n n|F10 F18 F16|3-3|Immune drug for psoriasis, constant new pain|table: same day if constant
tri-12|45 f 5 5 n n|F13 F16 F10|3-4|Bruise, constant, risk|same day
tri-13|45 f 300 5 n n|F10 F15 F18|2-3|Old pain, soft flags|within 2 weeks
tri-14|17 m 3 5 n n|F15 F16 F08|3-4|Teen, thin, night pain, fever|same day
tri-15|17 m 3 5 n n|F16 F15|2-3|Teen, thin, night pain|within 2 weeks at least
tri-16|17 m 3 5 n n|F16|2-3|Teen, night pain|within 2 weeks
tri-17|66 m 0.2 8 n n|F21 F10 F08|3-4|Flank pain, fever, risk, 8|severe with risk
tri-18|52 f 4 6 y n|F03 F05 F16|4-4|Both legs, sexual loss, constant|two CES items
tri-19|52 f 4 6 y n|F04 F14 F08|4-4|Weak, cancer, fever|cord
tri-20|52 f 4 6 y n|F02 F21 F18|4-4|Bladder with burning|CES
two-01|44 f 1 8 y n|F01 full|4-4|Numb saddle for a week; every later question no, so nothing new|CES whatever else is denied
two-02|44 f 600 3 n n|F01 F31 full|4-4|Old backache, numb saddle new in the last weeks|CES
two-03|44 f 600 3 n n|F02 !F31|4-4|Cannot feel her urine; says the pain itself is as ever|a denied change of pain is no denial of the bladder sign
two-04|44 m 600 3 y n|F04 F29 !F31|4-4|Cannot lift the foot since last week, ten-year pain unchanged|progressive motor deficit
two-05|44 m 600 3 y n|F04 ?F02|3-4|Weak foot, bladder not sure, old sciatica|two CES items, one in doubt
two-06|44 m 0.5 8 y n|?F01 ?F02 ?F03|3-4|New sciatica, three not sure|review 11
two-07|44 m 1 8 u n|?F01|3-4|Does not know whether the pain is sciatica, nor whether numb|review 11: both in doubt
two-08|44 m 1 8 . n|?F02|2-4|Leg pain not told, bladder not sure|unknown
two-09|60 m 8 6 n n|F33 F03|4-4|Unsteady and both legs|review 3
two-10|60 m 8 6 n n|F33 F02|4-4|Unsteady and bladder|cord compression
two-11|60 m 8 6 n n|F34 F04|3-4|Clumsy hands and a weak leg|cervical cord
two-12|60 m 300 4 n n|F33 !F31|2-4|Unsteady, old pain|newly unsteady by the question
two-13|60 m 8 6 n n|?F33|1-3|Perhaps unsteady|unknown
two-14|60 m 8 6 n n|F14 ?F33|3-4|Cancer and perhaps unsteady|review 1 in doubt
two-15|60 m 8 6 n n|F14 F34|4-4|Cancer and newly clumsy hands|review 1: new neurology
two-16|60 m 8 6 n n|?F14 F03|3-4|Perhaps cancer, both legs|review 1 in doubt
two-17|60 m 8 6 n n|?F14 F16|2-3|Perhaps cancer, constant growing pain|review 5 at least
two-18|60 m 8 6 n n|K02 F33|4-4|Tumour in the bones, unsteady, F14 no|review 1 and 12
two-19|60 m 8 6 y n|K02|3-3|Tumour in the bones, new sciatica, F14 no|review 1: radicular pain with cancer
two-20|60 m 8 6 n n|K02 F15|3-3|Tumour in the bones, losing weight, F14 no|review 9
two-21|60 m 8 6 n n|K02 F52|3-4|Tumour in the bones, pain on straining|NG234 24 hours
two-22|60 m 8 6 n n|?K02 F04|3-4|Perhaps a tumour, weak foot|same day at least
two-23|60 m 8 9 n n|K02 F05|4-4|Tumour, new loss of genital feeling|review 1 and 12
two-24|60 m 300 6 n n|F14 F03 !F30 !F31|3-4|Cancer years ago, both legs for years, unchanged|cancer with neurology, old
two-25|60 m 300 6 n n|F14 F30 F03|4-4|Cancer, both legs new|review 1
two-26|60 m 300 6 n n|F14 F31|2-3|Cancer, pain clearly different|within 2 weeks at least
two-27|60 m 300 6 n n|F14 F31 F16|3-3|Cancer, pain changed, constant, grows|table: new constant pain same day
two-28|35 m 1 7 n n|F08 F33|4-4|Fever and unsteady|abscess
two-29|35 m 1 7 n n|F08 F05|4-4|Fever and new genital numbness|abscess
two-30|35 m 1 7 n n|F08 ?F04|3-4|Fever and perhaps weak|at least same day
two-31|35 m 1 7 n n|F08 F02|4-4|Fever and bladder|abscess
two-32|35 m 1 7 n n|F26 F03|3-4|Pus after needles, both legs|abscess; bilateral new
two-33|35 m 1 7 n n|F26 F01|4-4|Pus after needles, numb saddle|CES
two-34|35 m 1 7 n n|F09 F35|4-4|Blood infection lately, now drowsy|sepsis
two-35|35 m 1 7 n n|F21 F35|4-4|Burning, flank pain, confused|urosepsis
two-36|35 m 1 7 n n|F08 ?F35|3-4|Fever, perhaps drowsy|at least same day
two-37|35 f 1 7 n n|F42 F43 F35|4-4|After birth, fever, drowsy|maternal sepsis
two-38|35 f 1 7 n n|F42 F43 F04|4-4|Fever or sore epidural site, weak leg after birth|epidural abscess or haematoma
two-39|35 f 1 7 n n|F42 F39|3-4|After birth, swollen calf|DVT
two-40|35 f 1 7 n n|F42 F41|3-4|After birth, bad headache|postpartum pre-eclampsia
two-41|35 f 1 7 n y|F45|3-4|Pregnant, belly pain and vomiting|same day
two-42|35 f 1 7 n y|F21 ?F08|3-4|Pregnant, flank pain, perhaps fever|review 10
two-43|35 f 1 7 n .|F21 F08|3-4|Pregnancy not told, pyelonephritis|at least same day
two-44|35 f 1 7 n y|F08 F10|3-4|Pregnant, rigors, risk|review 10
two-45|35 f 1 7 n y|K15 F21 F08|4-4|Pregnant twice told, rigors|review 10
two-46|35 f 1 7 n .|K15 F21 F08|4-4|Pregnant by K15 only, rigors|review 10: K15 says pregnant
two-47|35 f 1 7 n u|F22|4-4|Perhaps pregnant, fluid|table
two-48|19 f 1 7 n u|F40|3-4|Perhaps pregnant, sudden severe pain|ectopic possible
two-49|52 m 0.1 9 n n|F40|3-4|Sudden full-strength pain at 52|aorta: same day at least
two-50|30 m 0.1 9 n n|F40|2-4|Sudden full-strength pain at 30|unexplained sudden pain
two-51|70 m 0.1 9 n n|?F40|2-4|Perhaps sudden, at 70|review 11 in doubt
two-52|70 m 0.1 9 n n|F37 ?F40|4-4|Known aneurysm, new pain, perhaps sudden|symptomatic aneurysm
two-53|70 m 0.1 9 n n|?F37 F40|3-4|Perhaps an aneurysm, sudden|AAA
two-54|70 m 0.1 9 n n|?F36|3-4|Perhaps tearing, 70, today|dissection in doubt
two-55|70 m 0.1 9 n n|F40 F38|4-4|Sudden pain and a cold leg|dissection, ischaemia
two-56|70 m 0.1 9 n n|?F38|2-4|Perhaps cold leg|ischaemia in doubt
two-57|40 m 0.1 9 n n|?F24 F40|3-4|Sudden pain, perhaps in the chest|dissection
two-58|40 m 1 5 n n|F32 ?F25|3-4|Needles near the ribs, perhaps breathless|pneumothorax in doubt
two-59|40 m 1 5 n n|F32 -F25|2-3|Needles lately, F25 blank|decision 6, applies
two-60|40 m 1 5 n n|F32 F08|3-4|Needles lately and fever|spinal infection
two-61|40 m 1 5 n n|F55 F08|4-4|Stopped steroids, now very ill|adrenal crisis
two-62|40 m 1 5 n n|F55 F45|4-4|Stopped steroids, belly pain and vomiting|adrenal crisis
two-63|40 m 1 5 n n|F51 F08|3-4|Sickle cell and fever|same day
two-64|40 m 1 5 y n|F51 F04|3-4|Sickle cell and weak leg|same day
two-65|40 m 1 9 y n|F44 F02|4-4|Shingles of the buttock, cannot pass urine|bladder sign
two-66|40 m 1 5 n n|F56 full|3-4|Thoughts of self-harm, all else no|never below same day
two-67|40 m 0.1 9 n n|?F11 F13|3-4|Perhaps a major accident, bruise|same day by bruise
two-68|25 m 0.1 9 n n|F11 F12 F13|4-4|Three injury flags today|major trauma
two-69|25 m 2 6 n n|F11|3-4|Crash exactly two weeks ago|review 8
two-70|25 m 52 6 n n|F11|1-2|Crash a year ago|review 8
two-71|25 m 104 3 n n|F11 F13|2-3|Old crash, yet a bruise now|bruise is new
two-72|25 m 260 6 n n|F11 F31|1-3|Old crash, pain clearly different lately|review 8: an accident years ago must not alarm
two-73|25 m 260 3 n n|F11 F12 full|1-2|Old injuries, unchanged|review 8
two-74|72 f 260 3 n n|F12 F53 full|1-2|Old small fall, thin bones, unchanged|review 8
two-75|72 f 1 7 n n|F19 F54 F11|4-4|Fall from a ladder at 72 on steroids|major trauma
two-76|72 f . 7 n n|F53|1-3|Thin bones, no date|note at least
two-77|40 f 4 5 n n|-F03 full|2-3|Only F03 blank|decision 6
two-78|40 f 4 5 n n|-F09 full|2-3|Only F09 blank|decision 6
two-79|40 f 4 5 n n|-F15|1-3|Only F15 blank|decision 6: a blank among the weaker questions leaves a note
two-80|40 f 4 5 n n|-F16|1-3|Only F16 blank|decision 6: a blank among the weaker questions leaves a note
two-81|40 f 4 5 n n|-F21|2-3|Only F21 blank|decision 6
two-82|40 f 4 5 n n|-F10|1-3|Only F10 blank|decision 6: a blank among the weaker questions leaves a note
two-83|40 f 4 5 n n|-F12|2-3|Only F12 blank|decision 6
two-84|40 f 4 5 n n|-F05|2-3|Only F05 blank|decision 6
two-85|40 f 4 5 n n|-F04|2-3|Only F04 blank|decision 6
two-86|70 m 0.1 9 n n|-F07|2-4|Old, sudden, F07 blank|decision 6
two-87|40 f 4 5 n n|-F19 -F20|0-1|Age flags blank, age told|review 12: derived from age
two-88|17 f 4 5 n n|-F19 -F20|2-2|Age flags blank at 17|review 12
two-89|. f 4 5 n n|-F20|1-3|Neither age nor F20|open
two-90|34 m 4 5 n n|full K10 K24 K25|0-0|All no, small cautions|cautions raise no tier
two-91|34 m 4 5 n n|full K13|0-0|All no, pacemaker|cautions raise no tier
two-92|34 f 4 5 n y|full K15|0-1|Pregnant, all no|caution only
two-93|65 m 30 5 n n|full|0-0|All no at 65|plain
two-94|49 f 104 9 y n|full|0-1|Old sciatica 9 of 10, all no|severe pain alone
two-95|50 f 2 5 n n|full|0-0|All no at 50|plain
two-96|85 f 520 5 n n|full|0-1|Old pain at 85, all no|plain
"""


def _number(text: str) -> float | None:
    return None if text == "." else (float(text) if "." in text else int(text))


def _replies(tokens: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    findings: dict[str, str] = {} if "only" in tokens else dict.fromkeys(FIRST, "no")
    if "full" in tokens:
        findings |= dict.fromkeys(LATER, "no")
    cautions: dict[str, str] = {}
    for token in tokens:
        name = token.lstrip("?!-")
        if not name[1:].isdigit():
            continue
        kind = findings if name.startswith("F") else cautions
        reply = SIGNS.get(token[0], "yes")
        if reply is None:
            kind.pop(name)
        else:
            kind[name] = reply
    return findings, cautions


def vignette(line: str) -> dict[str, object]:
    """One line of the table as a record; the document is what ``deqi ask --json`` takes."""
    name, facts, replies, tiers, story, why = line.split("|")
    age, sex, weeks, pain, leg, pregnant = facts.split()
    tokens = replies.split()
    findings, cautions = _replies(tokens)
    document: dict[str, object] = {
        "age": _number(age),
        "sex": SEXES[sex],
        "pain_weeks": _number(weeks),
        "pain_now": _number(pain),
        "leg_pain": REPLIES[leg],
        "pregnant": REPLIES[pregnant],
        "findings": findings,
        "cautions": cautions,
    }
    least, most = (TIERS[int(tier)] for tier in tiers.split("-"))
    return {
        "id": name,
        "story": story,
        "document": {key: value for key, value in document.items() if value not in (None, {})},
        "least": least,
        "most": most,
        "must_ask_again": "again" in tokens,
        "must_be_open": "open" in tokens,
        "why": why,
    }


def lines() -> str:
    """The whole file, one JSON object a line."""
    people = [vignette(line) for line in TABLE.strip().splitlines()]
    return "".join(json.dumps(person) + "\n" for person in people)


if __name__ == "__main__":
    Path(__file__).with_name("vignettes.jsonl").write_text(lines(), encoding="utf-8")
