//! Words that stand in every text and tell nothing of it, by language.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

const SPANISH: &str = "\
    algo alguien algún alguna algunas alguno algunos allá allí ante antes apenas aquel aquella \
    aquellas aquello aquellos aquí así aun aún aunque bajo bastante bien cada casi cierta \
    ciertas cierto ciertos como cómo con conmigo contigo contra cual cuál cuales cuáles \
    cualquier cualquiera cuando cuándo cuanto cuánto cuya cuyas cuyo cuyos dar debe deben \
    debería decir deja del demás dentro desde después dice dicen donde dónde durante ella \
    ellas ello ellos embargo encima entonces entre era eran eras eres esa esas ese eso esos \
    esta está estaba estaban están estar estará estas estás este esté esto estos estoy estuvo \
    fue fuera fueron gran grandes haber había habían habrá hace hacen hacer hacia haciendo han \
    has hasta hay haya hayan hecho hemos hizo hoy igual incluso jamás las les los luego mas \
    más mayor mayoría mediante mejor menos mi mía mientras mío mis misma mismas mismo mismos \
    mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno nos nosotras nosotros \
    nuestra nuestras nuestro nuestros nueva nuevo nunca otra otras otro otros para parte pero \
    poca pocas poco pocos podemos poder podía podría por porque posible pronto propia propio \
    pudo pueda puede pueden puedes pues que qué quien quién quienes quiere quizá quizás sea \
    sean según ser será serán sería sido siempre siendo sin sino sobre sola solamente solo \
    sólo somos son soy sus suya suyo tal tales también tampoco tan tanta tantas tanto tantos \
    tener tenemos tenía tendrá tiene tienen tienes toda todas todavía todo todos través tras \
    tus tuvo una unas uno unos usted ustedes van vas veces ver vez voy ya hago haz vos vuestra \
    vuestro además tres dos primera primero ahora debes debemos quieres";

const ENGLISH: &str = "\
    about above across after again against all almost alone along already also although always \
    among and another any anyone anything are aren around because been before being below \
    between both but can cannot cant could couldn did didn does doesn doing don done down \
    during each either else enough even ever every everyone everything few first for from get \
    gets getting give given going gone got had hadn has hasn have haven having her here hers \
    herself him himself his how however if into isn its itself just keep last least less let \
    like made make makes many may maybe might mine more most much must need needs neither \
    never new next nobody none nor not nothing now off often once one only onto other others \
    our ours ourselves out over own per perhaps put rather really same see seen several shall \
    she should shouldn since some someone something sometimes soon still such take taken than \
    that the their theirs them themselves then there these they thing things this those though \
    through thus till too toward towards two under until upon use used using very via want was \
    wasn way well were weren what whatever when where whether which while who whoever whole \
    whom whose why will with within without won would wouldn yet you your yours yourself three \
    lets";

const PORTUGUESE: &str = "\
    ainda além algo alguém algum alguma algumas alguns ante antes aos apenas após aquela \
    aquelas aquele aqueles aquilo até bem cada como com contra cuja cujo das dela delas dele \
    deles depois desde dessa desse desta deste disso disto dos durante ela elas ele eles entre \
    era eram essa essas esse esses esta está estão estar estas estava este estes eu fazer faz \
    foi for foram haver isso isto já lhe lhes mais mas mesma mesmo meu meus minha minhas muita \
    muitas muito muitos não nas nem nessa nesse nesta neste nos nossa nossas nosso nossos num \
    numa nunca onde ora ou outra outras outro outros para pela pelas pelo pelos pode podem \
    pois por porque pouco qual quais quando quanto que quem são se seja sem sempre sendo ser \
    será seu seus sob sobre sua suas tal também tanto tão tem têm ter teu teve toda todas todo \
    todos tudo uma umas uns você vocês vos";

const CATALAN: &str = "\
    abans això aixo algun alguna alguns algunes allà allò altra altre altres amb any aquell \
    aquella aquelles aquells aquest aquesta aquestes aquests així bé cada com contra dels des \
    després doncs durant ell ella elles ells els ens entre era eren ésser està estan estar \
    estat fan fer fins fos gaire gairebé hagi han havia hem hi ho les llavors llur mai malgrat \
    mateix mateixa mateixos molt molta moltes molts mentre menys més meu meva nosaltres nostra \
    nostre només encara pas pel pels per però perquè poc poca pocs pot poden potser qual quals \
    quan que què qui quin quina sense ser seu seus seva seves sigui sobre sols som són sota \
    tal també tan tant tenen tenir teu teva tot tota totes tots una unes uns vosaltres";

const FRENCH: &str = "\
    afin ainsi alors après au aucun aucune aussi autre autres aux avant avec avoir beaucoup \
    bien car ceci cela celle celles celui cependant ces cet cette ceux chaque chez comme \
    comment contre dans déjà depuis des deux donc dont doit doivent durant elle elles encore \
    entre est était étaient étant être eux fait faire fois font fut ici ils jamais jusque leur \
    leurs lors lorsque lui mais même mêmes mes mien moins mon non nos notre nous où par parce \
    pas pendant peu peut peuvent plus plusieurs pour pourquoi pouvoir puis quand que quel \
    quelle quelles quels quelque quelques qui quoi sans sera ses seulement seul soit son sont \
    sous souvent sur tandis tant tel telle tous tout toute toutes très trop une vers voici \
    voilà vos votre vous";

/// Gives the language without its region: of `pt-BR`, `pt`.
pub(super) fn base(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

/// Tells whether a word in lower case stands in every text of a language.
pub(super) fn is_stop(word: &str, language: &str) -> bool {
    static LISTS: OnceLock<[FxHashSet<&'static str>; 5]> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        [SPANISH, ENGLISH, PORTUGUESE, CATALAN, FRENCH]
            .map(|words| words.split_ascii_whitespace().collect())
    });
    let at = match base(language) {
        "es" => 0,
        "en" => 1,
        "pt" => 2,
        "ca" => 3,
        "fr" => 4,
        _ => return false,
    };
    lists[at].contains(word)
}
