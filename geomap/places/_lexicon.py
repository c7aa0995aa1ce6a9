"""Closed lists of words that tell what a name beside them is, for the rules and for the model."""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "ACTOR_VERBS",
    "AGENTS",
    "ASSETS",
    "BODIES",
    "BODY_SEATS",
    "CLASSES",
    "DIRECTIONS",
    "FEATURE_KINDS",
    "FIRST_NAMES",
    "GEO_NOUNS",
    "LANGUAGE_CUES",
    "LOCATIVE",
    "NOT_PLACES",
    "ORGANISATION",
    "ORGANISATION_ACRONYMS",
    "SPEECH",
    "TITLES",
    "US_STATE_ABBREVIATIONS",
    "word_class",
]

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame king queen prince princess pope sheikh "
    "ayatollah imam president vice-president minister premier chancellor secretary ambassador envoy "
    "senator congressman congresswoman representative governor mayor deputy director chief chairman "
    "chairwoman chair commander general colonel captain major lieutenant sergeant admiral corporal "
    "private officer sheriff judge justice attorney spokesman spokeswoman spokesperson spokesperson "
    "reporter correspondent editor analyst professor coach manager actor actress singer author leader "
    "rep sen gov gen col lt sgt maj capt adm pres founder ceo researcher scientist lawyer detective "
    "inspector constable superintendent bishop archbishop cardinal rabbi reverend rev father sister "
    "brother son daughter wife husband mother activist journalist photographer".split()
)
ORGANISATION = frozenset(
    "university college school academy institute institution museum hospital clinic council committee "
    "commission agency authority ministry department office bureau bank court police army navy force "
    "forces guard corps party union association federation league club fc united city rovers company "
    "corporation corp inc ltd llc plc group holdings times post herald tribune news daily gazette "
    "journal press radio tv television network airlines airways air railways rail foundation trust "
    "fund society church cathedral mosque temple festival conference summit treaty agreement "
    "agreements accord accords protocol protocols declaration package format process talks convention "
    "act bill law team chamber congress parliament senate assembly duma knesset embassy consulate "
    "delegation mission chronicle observer telegraph mail globe examiner review exchange index open "
    "cup championship championships marathon games olympics prize award orchestra symphony theatre "
    "theater ballet opera brigade battalion regiment division squadron fleet command campaign "
    "movement coalition alliance forum security organization organisation center centre laboratory "
    "library services service".split()
)
BODIES = frozenset(
    "commission council committee congress senate parliament assembly federation fc afc association league "
    "corporation company party ministry department agency authority police army navy airlines airways "
    "fund foundation brigade regiment times post tribune herald confederation secretariat bureau".split()
)
"""Last words of names that are a body's, which acts: 'the Harrowgate City Council'."""

BODY_SEATS = frozenset("bank university college institute court office".split())
"""Last words of names that are a body's, unless somebody is in, at or near it."""

AGENTS = frozenset(
    "government president minister ministers parliament army forces troops military navy police leader "
    "leaders officials authorities ambassador envoy delegation team coach striker party parties decision "
    "decisions policy policies claim claims statement response reaction demand demands plan plans threat "
    "threats offer proposal invasion attack attacks aggression strategy stance position interests "
    "intentions ambitions allies ally role support sanctions tariffs rule king queen prince crown "
    "foreign defence defense interior prime security national intelligence efforts bid vote pledge "
    "promise refusal withdrawal commitment relations ties embassy mayor council governor senators".split()
)
"""What a state or a team has that acts or is done by it: 'China's decision'."""

ASSETS = frozenset(
    "economy economic growth residents inhabitants population history market markets industry industries "
    "jobs unemployment weather climate streets roads coast shores beaches coastline mountains "
    "forests rivers farms farmers crops harvest schools hospitals hotels airports airlines railways ports "
    "factories cities towns villages capital largest biggest oldest second first third busiest city town "
    "north south east west northern southern eastern western central centre center border borders "
    "exports imports airspace waters land soil skies sky tourism wages housing murder crime health "
    "winter summer future past oil gas coal mining energy power fishing society culture cuisine "
    "museums churches temples prisons jails boroughs suburbs districts region regions".split()
)
"""What is in a place or a part of it: 'Hawaii's economy', 'London's boroughs'."""

GEO_NOUNS = frozenset(
    "river lake sea ocean gulf bay strait straits channel canal island islands isle isles archipelago "
    "peninsula cape mount mountain mountains hill hills range valley desert forest plain plateau "
    "basin delta coast beach province region oblast raion rayon district county state governorate "
    "prefecture department territory republic municipality commune canton parish borough township "
    "city town village hamlet settlement suburb neighborhood neighbourhood area street road avenue "
    "boulevard highway square bridge airport airfield airbase port harbor harbour station base dam "
    "reservoir park field fields border crossing camp checkpoint capital junction creek springs falls "
    "point heights estate plant mine volcano glacier volcano reef".split()
)
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest "
    "north-east north-west south-east south-west northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western central upper lower inner outer mid".split()
)
LOCATIVE = frozenset(
    "in at near outside inside around within across throughout toward towards into from to between "
    "through off via along beyond over under above below north south east west northeast northwest "
    "southeast southwest leaving reached reaching entered entering visited visiting left".split()
)
PREPOSITIONS = frozenset(
    "of by with for against about on upon among after before since until as like than".split()
)
SPEECH = frozenset(
    "said says say saying told tells added adds claimed claims claim warned warns accused accuses "
    "denied denies insisted insists announced announces stated states declared declares urged urges "
    "called calls vowed vows confirmed confirms reported reports believes believe believed wants want "
    "wanted demanded demands argued argues explained replied responded wrote writes tweeted asked "
    "noted suggested".split()
)
ACTOR_VERBS = frozenset(
    "accuse accused accuses agree agreed agrees aim aims announce announced announces approve "
    "approved approves argue argued argues ask asked asks attack attacked attacks back backed backs "
    "ban banned bans begin blame blamed blames boycott boycotted call called calls claim claimed "
    "claims condemn condemned condemns confirm confirmed confirms decide decided decides declare "
    "declared declares defeat defeated defeats demand demanded demands denied denies deny deploy "
    "deployed deploys dismissed dismisses expel expelled expels fears give gave gives had has have "
    "hopes imposed imposes insist insisted insists invade invaded invades launch launched launches "
    "lost loses may might moved moves must need needs offer offered offers oppose opposed opposes "
    "order ordered orders plan planned plans pledged pledges prepare promised promises reacted "
    "recognise recognised recognises recognize recognized recognizes refuse refused refuses reject "
    "rejected rejects rejects reply replied respond responded responds said say says seek seeks sent "
    "send sends sign signed signs sought support supported supports suspects suspected tell tells "
    "threaten threatened threatens told tried tries urge urged urges vote voted votes vowed vows want "
    "wanted wants warn warned warns welcomed welcomes will win wins withdraw withdrew won would can "
    "could should does did do is was are were".split()
)
MONTHS_DAYS = frozenset(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday "
    "sunday mon tue tues wed thu thurs fri sat sun".split()
)
LANGUAGE_CUES = frozenset("language speaking speaker speakers language-speaking translation accent".split())

# Words that open sentences and headlines in capitals, and words that gazetteers hold as villages.
NOT_PLACES = frozenset(
    "the a an and or but nor so yet if then than that this these those there here he she it we you "
    "they i his her its our your their my me him them us who whom whose which what when where why how "
    "all any both each few more most other some such no not only own same too very can will just "
    "should now of in on at by for with about against between into through during before after above "
    "below to from up down out off over under again once is are was were be been being have has had "
    "do does did would could may might must shall also however meanwhile although though because "
    "since while until unless as like yes please read watch live update updates breaking photo image "
    "video source caption getty reuters afp ap bbc cnn credit share follow sign top news story "
    "summary related mission union time secretary president minister reading date data order sale "
    "mobile nice man men police army force forces security council state government party house white "
    "green black red brown blue gold silver young old new many much little long short high low first "
    "second third last next one two three four five six seven eight nine ten hundred thousand million "
    "billion dollar percent earlier later today yesterday tomorrow tonight morning evening night day "
    "week month year years ago mr mrs ms dr sir lord general major captain colonel even still despite "
    "according former several every another around almost nearly western eastern northern southern "
    "central north south east west christian muslim jewish islam catholic god bible internet web "
    "facebook twitter google apple amazon microsoft covid ebola zika influenza virus flu independent "
    "foreign home defence defense health interior senate congress parliament duma pentagon special "
    "best good bad great real big small total general federal national international royal public".split()
)
ORGANISATION_ACRONYMS = frozenset(
    "nato un osce opec who unicef unhcr unesco imf wto icc isis isil cia fbi nsa kgb fsb bbc cnn npr "
    "afp ap csto asean ecowas wfp msf icrc ngo ngos eurocontrol interpol europol nasa fifa uefa covid "
    "hiv aids".split()
)
FIRST_NAMES = frozenset(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew "
    "anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy "
    "jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin "
    "samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry "
    "nathan douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald "
    "carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie "
    "gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip "
    "johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty "
    "margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah "
    "stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma "
    "nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather "
    "diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan "
    "andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice "
    "jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella "
    "theresa diana natalie brittany charlotte marie kayla alexis lori tony tom tim jim jimmy bill bob "
    "rob ron ben sam dan dave mike steve chris matt nick greg jeff ken ted fred harry simon martin "
    "neil ian graham stuart colin derek nigel trevor barry boris rishi keir theresa oliver jake liam "
    "luke max leo oscar vladimir dmitry dmitri dmytro sergey sergei serhiy alexei oleksiy aleksei "
    "alexey oleksandr aleksandr volodymyr andriy andrei andrey yuri yuriy iryna irina olena elena "
    "natalia oksana anatoly nikolai mykola mikhail mykhailo ivan igor ihor oleg oleh pavel pavlo "
    "petro vasyl viktor victor vitaly vitali yevgeny yulia tatiana svetlana olga denys denis maksim "
    "maxim kirill artem roman ruslan valery valeriy bogdan bohdan taras ostap mohammed muhammad "
    "mohamed mohammad ahmed ahmad ali hassan hussein omar osman khalid ibrahim ismail yusuf abdul "
    "abdullah abdel karim mustafa mahmoud hamid rashid salman bashar recep tayyip erdogan fatima "
    "aisha zainab amina leila layla mariam noor nadia yasmin samir tariq bilal imran nawaz shahid "
    "benazir narendra rahul amit sanjay rajesh anil sunil vijay ravi priya anita sunita indira rajiv "
    "manmohan arvind xi jinping wang li zhang liu chen yang huang zhao wu zhou kim park lee choi jung "
    "hiroshi takashi kenji yuki shinzo akira nguyen tran pham carlos luis jorge miguel pedro diego "
    "fernando francisco javier manuel ricardo alejandro rafael sergio eduardo raul hugo nicolas "
    "nestor cristina ana carmen rosa lucia sofia valentina jair lula dilma evo gustavo alvaro jean "
    "pierre jacques francois nicolas emmanuel michel philippe alain bernard claude henri laurent "
    "olivier hans klaus jurgen wolfgang angela olaf annalena frank-walter heinz dieter giuseppe "
    "giovanni paolo silvio matteo mario luigi marco antonio stefano alessandro lars erik anders sven "
    "jens olof magnus bjorn ingrid astrid goodluck olusegun muhammadu umaru kofi kwame nana samuel "
    "thabo jacob cyril nelson desmond winnie uhuru raila william yoweri paul ellen abiy haile joyce "
    "julius barack hillary hilary condoleezza colin antony joseph kamala nancy mitch ursula josep "
    "jens linda rosemary volker rodrigo benigno gloria ferdinand imelda corazon joko susilo megawati "
    "aung min mahathir najib anwar lech donald andrzej jaroslaw mateusz zoran milos vaclav".split()
)
US_STATE_ABBREVIATIONS = frozenset(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny "
    "nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc ala ariz ark calif colo conn del fla "
    "ill ind kan mass mich minn miss mont neb nev okla ore penn tenn tex wash wis wyo".split()
)
FEATURE_KINDS: dict[str, str] = {
    # The word beside a name: what kind of thing it says the name is.
    **dict.fromkeys(
        "region oblast province governorate prefecture state territory republic department".split(), "A"
    ),
    **dict.fromkeys(
        "district raion rayon county municipality commune canton parish borough township".split(), "A2"
    ),
    **dict.fromkeys("city town village hamlet settlement suburb capital port".split(), "P"),
    **dict.fromkeys(
        "river lake sea ocean gulf bay strait straits channel canal reservoir creek".split(), "H"
    ),
    **dict.fromkeys("mount mountain mountains hill range valley desert peninsula cape volcano".split(), "T"),
    **dict.fromkeys("island islands isle archipelago".split(), "T"),
    **dict.fromkeys("airport airfield airbase bridge dam plant station base mine camp".split(), "S"),
}


def _classes() -> dict[str, str]:
    table: dict[str, str] = {}
    groups: tuple[tuple[str, frozenset[str] | tuple[str, ...]], ...] = (
        ("first", FIRST_NAMES),
        ("prep", PREPOSITIONS),
        ("actor", ACTOR_VERBS),
        ("say", SPEECH),
        ("org", ORGANISATION),
        ("geo", GEO_NOUNS),
        ("title", TITLES),
        ("date", MONTHS_DAYS),
        ("loc", LOCATIVE),
        ("dir", DIRECTIONS),
        ("det", ("the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our")),
        ("and", ("and", "or", "&", "nor")),
        ("pron", ("he", "she", "it", "they", "we", "i", "you", "who", "which")),
        (
            "people",
            tuple(
                "troops soldiers forces army military government officials authorities citizens "
                "people men women nationals rebels separatists fighters tanks missiles parliament "
                "lawmakers leaders diplomats president minister foreign defence defense prime embassy "
                "ambassador air aircraft navy team national official officer doctors scientists "
                "students refugees migrants".split()
            ),
        ),
        ("unit", tuple("km kilometers kilometres miles mile metres meters kms kilometer kilometre".split())),
    )
    for name, words in groups:
        for word in words:
            table.setdefault(word, name) if name == "people" else table.__setitem__(word, name)
    return table


CLASSES: dict[str, str] = _classes()


@lru_cache(maxsize=50_000)
def word_class(word: str) -> str:
    """The lexical class of a word in lower case; a class of its sign for punctuation, '' for no class."""
    known = CLASSES.get(word)
    if known is not None:
        return known
    if not word[0].isalnum():
        return "'" if word[0] in "'’" else word
    return "num" if word[0].isdigit() else ""
