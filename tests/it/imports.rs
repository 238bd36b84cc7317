//! `tertulia import survey` on small files as the tools write them, and on hostile ones.

use std::fs;
use std::path::PathBuf;

use super::site::{Run, Site};

const INTO: &str = "content/encuestas/nps";

/// Imports bytes as a wave with this name.
fn import(site: &Site, name: &str, bytes: &[u8]) -> Run {
    let file = site.root().join(format!("{name}.csv"));
    fs::write(&file, bytes).expect("the file is written");
    let into = folder(site);
    let text = |path: &PathBuf| path.to_str().expect("the path is text").to_string();
    site.run(&["import", "survey", &text(&file), "--into", &text(&into)])
}

fn folder(site: &Site) -> PathBuf {
    site.root().join(INTO)
}

fn kept(site: &Site, name: &str) -> String {
    fs::read_to_string(folder(site).join(name)).unwrap_or_default()
}

#[test]
fn google_forms_in_spanish() {
    let site = Site::new();
    let mut text = "Marca temporal,¿Nos recomendarías?,Canales,Correo electrónico\r\n".to_string();
    for (index, channels) in ["Web, Tienda", "Web", "Tienda", "Web, Teléfono", "Teléfono, Tienda"]
        .iter()
        .cycle()
        .take(40)
        .enumerate()
    {
        text += &format!(
            "3/4/2026 9:00:0{},{},\"{channels}\",p{index}@b.es\r\n",
            index % 10,
            index % 11
        );
    }
    let run = import(&site, "2026-h1", text.as_bytes());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.rest.contains("Google Forms: 40"), "{run:?}");
    assert!(run.rest.contains("`Correo electrónico`"), "{run:?}");
    let wave = kept(&site, "2026-h1.csv");
    assert!(wave.starts_with("¿Nos recomendarías?,Canales\n0,\"Web, Tienda\"\n"), "{wave}");
    assert!(!wave.contains('@'));
    let book = kept(&site, "survey.toml");
    for expected in
        ["kind = \"nps\"", "kind = \"multiple\"", "  \"Teléfono\",\n", "id = \"2026-h1\""]
    {
        assert!(book.contains(expected), "{expected}: {book}");
    }
}

#[test]
fn survey_monkey_in_two_rows_and_an_old_encoding() {
    let site = Site::new();
    let text = b"Respondent ID,\xbfQu\xe9 tal?,,Email\n,Response,Comments:,\n\
                 1,Bien,=1+1,a@b.es\n2,Mal,\"x,\ny\",c@d.es\n3,Bien,,e@f.es\n4,Mal,,\n5,Bien,,\n";
    let run = import(&site, "a", text);
    assert_eq!(run.code, 0, "{run:?}");
    let expected =
        "¿Qué tal?,¿Qué tal? [Comments:]\nBien,=1+1\nMal,\"x,\ny\"\nBien,\nMal,\nBien,\n";
    assert_eq!(kept(&site, "a.csv"), expected);
}

#[test]
fn lime_survey_tells_what_was_not_seen() {
    let site = Site::new();
    let text = "\u{feff}\"id\";\"submitdate\";\"q1[a]\";\"q1[b]\"\r\n\
                \"1\";\"2026-03-01 10:00:00\";\"Y\";\"\"\r\n\
                \"2\";\"2026-03-01 10:01:00\";\"\";\"Y\"\r\n\
                \"3\";\"2026-03-01 10:02:00\";;\r\n\
                \"4\";\"2026-03-01 10:03:00\";\"\";\"\"\r\n\
                \"5\";;\"Y\";\"\"\r\n\r\n";
    let run = import(&site, "a", text.as_bytes());
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(kept(&site, "a.csv"), "q1[a],q1[b]\nY,N\nN,Y\nN,N\n");
    let book = kept(&site, "survey.toml");
    assert!(book.contains("left_out = { partial = 1, empty = 1 }"), "{book}");
    let folder = folder(&site);
    let run = site.run(&["survey", "report", folder.to_str().unwrap()]);
    assert!(run.results.contains("33.3%"), "{run:?}");
}

#[test]
fn a_later_wave_fits_or_nothing_is_written() {
    let site = Site::new();
    let first: String = (0..30).map(|index| format!("{},Sí\n", index % 11)).collect();
    let run = import(&site, "uno", format!("¿Nos recomendarías?,Vuelve\n{first}1,No\n").as_bytes());
    assert_eq!(run.code, 0, "{run:?}");
    let before = kept(&site, "survey.toml");
    let second = "¿Nos recomendaría?,Vuelve\nMuy probable,Sí\n3,Quizá\n";
    let run = import(&site, "dos", second.as_bytes());
    assert_eq!(run.code, 1, "{run:?}");
    for expected in ["bad-wave", "¿Nos recomendaría?", "unread-answers", "Quizá"] {
        assert!(run.results.contains(expected), "{expected}: {run:?}");
    }
    let names = fs::read_dir(folder(&site)).unwrap().count();
    assert_eq!((kept(&site, "survey.toml"), names), (before.clone(), 2));

    let wave = "\n[[waves]]\nid = \"dos\"\n\
                columns = { \"¿Nos recomendarías?\" = \"¿Nos recomendaría?\" }\n\
                labels.q1 = { \"Muy probable\" = 10 }\nlabels.q2 = { \"Quizá\" = 2 }\n";
    fs::write(folder(&site).join("survey.toml"), before + wave).unwrap();
    let run = import(&site, "dos", second.as_bytes());
    assert_eq!((run.code, kept(&site, "dos.csv")), (0, second.to_string()), "{run:?}");
    let run = import(&site, "dos", second.as_bytes());
    assert_eq!(run.code, 2, "a wave is never written over: {run:?}");
}

#[test]
fn hostile_files_are_refused() {
    let site = Site::new();
    for (bytes, expected) in [
        (b"".to_vec(), "is empty"),
        (b"a,b\n".to_vec(), "nothing but headings"),
        (b"a\n\xc3\xb1\n\xf1\n".to_vec(), "mixes two ways"),
        ([b"a,b\n1,\"".to_vec(), vec![b'x'; 3 << 20]].concat(), "more than 1024 kB"),
        ([vec![b','; 9_999], b"\n1\n".to_vec()].concat(), "10000 columns"),
        (b"PK\x03\x04xxxx".to_vec(), "Excel"),
    ] {
        let run = import(&site, "a", &bytes);
        assert_eq!(run.code, 1, "{expected}: {run:?}");
        assert!(run.rest.contains(expected), "{expected}: {run:?}");
        assert!(!folder(&site).exists());
    }
    let run = import(&site, "a", b"x,x\nS\xc3\xad,=SUM(A1)\nNo,b\nNo,b\n");
    assert_eq!(
        (run.code, kept(&site, "a.csv").as_str()),
        (0, "x,x (2)\nSí,=SUM(A1)\nNo,b\nNo,b\n")
    );
}

#[test]
fn the_clinic_looks_at_questions() {
    let site = Site::new();
    let folder = folder(&site);
    fs::create_dir_all(&folder).expect("the folder is made");
    let text = "[[questions]]\nid = \"trato\"\nkind = \"csat\"\n\
                text = { es = \"¿La atención fue rápida y amable?\", \
                en = \"Was the service fast and friendly?\", fr = \"Ça va ?\" }\n\
                ends = [\"1\", \"5\"]\n";
    fs::write(folder.join("survey.toml"), text).expect("the file is written");
    let run = site.run(&["survey", "lint", folder.to_str().expect("the path is text")]);
    assert_eq!(run.code, 0, "warnings alone: {run:?}");
    for expected in [
        "warning[question-wording]: `trato` asks two things at once: `rápida y amable`",
        "asks two things at once: `fast and friendly`",
        "does not say what its ends mean",
        "does not let people say",
        "survey.toml:1:1",
        "help: ",
    ] {
        assert!(run.results.contains(expected), "{expected}: {run:?}");
    }
    for expected in ["4 warnings", "`fr` are not looked at", "1 question: about 0.1 minutes"] {
        assert!(run.rest.contains(expected), "{expected}: {run:?}");
    }
    let run = site.run(&["survey", "lint", "nowhere"]);
    assert_eq!(run.code, 3, "{run:?}");
}
