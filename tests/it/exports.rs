//! `tertulia import survey` on what each tool exports that is no plain table: small files as the
//! tools write them, and hostile ones.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::site::{Run, Site};

const INTO: &str = "content/encuestas/e";

/// Imports a file with this name, and others that are there.
fn import(site: &Site, name: &str, bytes: &[u8], others: &[&str]) -> Run {
    fs::write(site.root().join(name), bytes).expect("the file is written");
    let text = |name: &str| site.root().join(name).to_str().expect("text").to_string();
    let mut arguments = vec!["import".to_string(), "survey".to_string(), text(name)];
    arguments.extend(others.iter().map(|other| text(other)));
    arguments.extend(["--into".to_string(), text(INTO)]);
    site.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn kept(site: &Site, name: &str) -> String {
    let path: PathBuf = site.root().join(INTO).join(name);
    fs::read_to_string(path).unwrap_or_default()
}

fn holds(text: &str, expected: &[&str]) {
    for part in expected {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
}

/// Makes a workbook with one sheet out of its rows as XML.
fn workbook(rows: &str) -> Vec<u8> {
    heavy_workbook(rows, 0)
}

/// Makes a workbook that has a part of so many bytes.
fn heavy_workbook(rows: &str, bytes: usize) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations = |kind: &str, target: &str, more: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/{kind}\" \
             Target=\"{target}\"/>{more}</Relationships>"
        )
    };
    let styles =
        format!("<Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/>");
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_string()),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml", "")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"Form1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml", &styles)),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>\
                 <xf numFmtId=\"22\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).expect("a part begins");
    zip.write_all(format!("<sst xmlns=\"{main}\">").as_bytes()).expect("a part is written");
    zip.write_all(&vec![b' '; bytes]).expect("a part is written");
    zip.write_all(b"</sst>").expect("a part is written");
    zip.finish().expect("the workbook is whole").into_inner()
}

/// Writes a row: numbers as numbers, `@46000.5` as a date, `=1+1` as a formula that gave 2.
fn row(number: usize, cells: &[String]) -> String {
    let cell = |(place, cell): (usize, &String)| {
        let letter = char::from(b'A' + u8::try_from(place).expect("few columns"));
        match (cell.strip_prefix('@'), cell.strip_prefix('=')) {
            (Some(date), _) => format!("<c r=\"{letter}{number}\" s=\"1\"><v>{date}</v></c>"),
            (_, Some(formula)) => {
                format!("<c r=\"{letter}{number}\"><f>{formula}</f><v>2</v></c>")
            }
            _ if cell.parse::<f64>().is_ok() => {
                format!("<c r=\"{letter}{number}\"><v>{cell}</v></c>")
            }
            _ => format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        }
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().enumerate().map(cell).collect::<String>())
}

fn words(text: &str) -> Vec<String> {
    text.split('|').map(str::to_string).collect()
}

#[test]
fn microsoft_forms_in_spanish() {
    let site = Site::new();
    let headings = "Id|Hora de inicio|Hora de finalización|Correo electrónico|Nombre|\
                    ¿Nos recomendarías?|Canales|Visita|Nota";
    let mut rows = row(1, &words(headings));
    for index in 0..22_usize {
        let channels = ["Web;Tienda;", "Web;", "Tienda;", "Teléfono;"][index % 4];
        let note = if index == 3 { "=1+1" } else { "" };
        let cells = format!(
            "{}|@46000.75|@46000.76|anonymous||{}|{channels}|@46023|{note}",
            index + 1,
            index % 11
        );
        rows += &row(index + 2, &words(&cells));
    }
    let run = import(&site, "a.xlsx", &workbook(&rows), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["Microsoft Forms: 22", "1 cells are formulas", "`Correo electrónico`"]);
    let wave = kept(&site, "a.csv");
    let start = "¿Nos recomendarías?,Canales,Visita,Nota\n0,Web;Tienda;,2026-01-01,\n";
    assert!(wave.starts_with(start), "{wave}");
    let book = kept(&site, "survey.toml");
    holds(
        &book,
        &["kind = \"nps\"", "kind = \"multiple\"", "separator = \";\"", "kind = \"date\""],
    );
    assert!(!wave.contains("anonymous"), "{wave}");
}

#[test]
fn qualtrics_in_three_rows_and_in_two() {
    let site = Site::new();
    let mut text = "StartDate,Status,Finished,DistributionChannel,RecipientEmail,Q1,Q2_1,Q2_2,\
                    Q2_3_TEXT\nInicio,Tipo,Fin,Canal,Correo,¿Nos recomendarías?,¿Dónde? - Web,\
                    ¿Dónde? - Tienda,¿Dónde? - Otro - Texto\n"
        .to_string();
    let ids = ["startDate", "status", "finished", "distributionChannel", "recipientEmail", "QID1"];
    let ids = ids.iter().chain(&["QID2_1", "QID2_2", "QID2_3_TEXT"]);
    let ids: Vec<String> = ids.map(|id| format!("\"{{'ImportId': '{id}'}}\"")).collect();
    text += &format!("{}\n", ids.join(","));
    for index in 0..30 {
        let status = if index == 1 { 1 } else { 0 };
        let finished = if index == 2 { "False" } else { "True" };
        let channel = if index == 3 { "preview" } else { "anonymous" };
        let score = if index == 4 { -99 } else { index % 11 };
        let web = if index % 2 == 0 { "1" } else { "-99" };
        let other = if index == 5 { "Feria" } else { "" };
        text += &format!(
            "2026-01-01 10:00:00,{status},{finished},{channel},a{index}@b.es,{score},{web},1,\
             {other}\n"
        );
    }
    let run = import(&site, "a.csv", text.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["Qualtrics: 30 rows, 27 kept", "2 rows of trials", "1 rows not finished"]);
    let book = kept(&site, "survey.toml");
    holds(&book, &["missing = [\"-99\"]", "unticked = [\"-99\"]", "kind = \"text\""]);
    holds(&book, &["left_out = { preview = 2, partial = 1 }"]);
    assert!(kept(&site, "a.csv").starts_with("Q1,Q2_1,Q2_2,Q2_3_TEXT\n"));

    let site = Site::new();
    let mut text = "V1,V2,V3,V4,V5,V7,V10,Q1\nResponseID,ResponseSet,Name,ExternalDataReference,\
                    EmailAddress,Status,Finished,¿Qué satisfacción tienes?\n"
        .to_string();
    for index in 0..20 {
        let status = u8::from(index == 1);
        text += &format!("R_{index},Default,Ana {index},,,{status},1,{}\n", index % 5 + 1);
    }
    let run = import(&site, "b.csv", text.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["Qualtrics: 20 rows, 19 kept", "personal data: `V3`"]);
    assert!(kept(&site, "b.csv").starts_with("Q1\n1\n3\n"));
    holds(
        &kept(&site, "survey.toml"),
        &["kind = \"csat\"", "text = \"¿Qué satisfacción tienes?\""],
    );
}

#[test]
fn typeform_with_choices_that_have_no_question() {
    let site = Site::new();
    let mut text = "#,¿Nos recomendarías?,Web,Tienda,Other,¿Vuelves?,Móvil,Correo,Other,\
                    Response Type,Start Date (UTC),Submit Date (UTC),Network ID\n"
        .to_string();
    for index in 0..24 {
        let pick = |is_picked: bool, label: &'static str| if is_picked { label } else { "" };
        let (web, shop) = (pick(index % 2 == 0, "Web"), pick(index % 3 == 0, "Tienda"));
        let (phone, mail) = (pick(index % 2 == 1, "Móvil"), pick(index % 4 == 0, "Correo"));
        let other = pick(index == 5, "Feria");
        let kind = pick(index == 7, "partial");
        text += &format!(
            "h{index},{},{web},{shop},{other},{},{phone},{mail},{other},{kind},\
             2026-03-29 21:21:23,2026-03-29 21:21:23,n{index}\n",
            index % 11,
            index % 2
        );
    }
    let run = import(&site, "a.csv", text.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["Typeform: 24 rows, 23 kept"]);
    let wave = kept(&site, "a.csv");
    let headings = "¿Nos recomendarías?,Web,Tienda,Other,¿Vuelves?,Móvil,Correo,Other (2)\n";
    assert!(wave.starts_with(headings), "{wave}");
    let book = kept(&site, "survey.toml");
    assert_eq!(book.matches("kind = \"multiple\"").count(), 2, "{book}");
    holds(
        &book,
        &["column = \"Other (2)\"", "code = \"1\"", "{ label = \"Tienda\", column = \"Tienda\" }"],
    );
}

#[test]
fn survey_js_in_json() {
    let site = Site::new();
    let mut text = "[".to_string();
    for index in 0..30 {
        let comma = if index > 0 { "," } else { "" };
        let channels = ["[\"Web\"]", "[\"Web\",\"A, B\"]", "[]"][index % 3];
        let channels = if index == 4 { String::new() } else { format!("\"canales\":{channels},") };
        let order = ["[\"x\",\"y\",\"z\"]", "[\"z\",\"x\",\"y\"]"][index % 2];
        text += &format!(
            "{comma}\n{{\"nota\":{},{channels}\"orden\":{order},\
             \"calidad\":{{\"precio\":\"Bien\",\
             \"trato\":\"{}\"}},\"foto\":\"data:image/png;base64,AA\",\"correo\":\"a{index}@b.es\"}}",
            index % 5 + 1,
            if index % 2 == 0 { "Bien" } else { "Mal" }
        );
    }
    let run = import(&site, "a.json", format!("{text}]").as_bytes(), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["SurveyJS: 30 rows, 30 kept", "30 files", "personal data: `correo`"]);
    let wave = kept(&site, "a.csv");
    let headings = "nota,canales [Web],\"canales [A, B]\",orden [x],orden [y],orden [z],\
                    calidad [precio],calidad [trato]\n1,Y,N,1,2,3,Bien,Bien\n";
    assert!(wave.starts_with(headings), "{wave}");
    holds(&wave, &["5,,,1,2,3,Bien,Bien\n"]);
    holds(
        &kept(&site, "survey.toml"),
        &["kind = \"multiple\"", "kind = \"rank\"", "text = \"trato\""],
    );
}

/// A questionnaire as LimeSurvey writes it.
fn questionnaire() -> String {
    let row = |fields: &[(&str, &str)]| {
        let field = |(name, text): &(&str, &str)| format!("<{name}><![CDATA[{text}]]></{name}>");
        format!("<row>{}</row>", fields.iter().map(field).collect::<String>())
    };
    let asked = |id: &str, parent: &str, kind: &str, code: &str, text: &str, lang: &str| {
        row(&[
            ("qid", id),
            ("parent_qid", parent),
            ("type", kind),
            ("title", code),
            ("question", text),
            ("other", "Y"),
            ("language", lang),
            ("question_order", id),
        ])
    };
    let answer = |id: &str, code: &str, text: &str, lang: &str, order: &str| {
        row(&[
            ("qid", id),
            ("code", code),
            ("answer", text),
            ("sortorder", order),
            ("language", lang),
        ])
    };
    let questions = [
        asked("1", "0", "L", "sexo", "<p>¿Cómo te <b>defines</b>?</p>", "es"),
        asked("1", "0", "L", "sexo", "How do you define yourself?", "en"),
        asked("2", "0", "M", "canal", "¿Dónde?", "es"),
        asked("3", "0", "F", "acuerdo", "¿Cuánto?", "es"),
        asked("4", "0", "N", "edad", "¿Edad?", "es"),
    ];
    let parts = [
        asked("5", "2", "T", "web", "La web", "es"),
        asked("6", "2", "T", "tel", "El teléfono", "es"),
        asked("7", "3", "T", "p", "Precio", "es"),
        asked("8", "3", "T", "t", "Trato", "es"),
    ];
    let answers = [
        answer("1", "A1", "Mujer", "es", "1"),
        answer("1", "A1", "Woman", "en", "1"),
        answer("1", "A2", "Hombre", "es", "2"),
        answer("1", "A2", "Man", "en", "2"),
        answer("3", "B1", "Mucho", "es", "1"),
        answer("3", "B2", "Algo", "es", "2"),
        answer("3", "B3", "Nada", "es", "3"),
        answer("3", "B9", "No sé", "es", "4"),
    ];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n\
         <LimeSurveyDocType>Survey</LimeSurveyDocType>\n\
         <questions><fields/><rows>{}</rows></questions>\
         <subquestions><rows>{}</rows></subquestions><answers><rows>{}</rows></answers></document>",
        questions.concat(),
        parts.concat(),
        answers.concat()
    )
}

#[test]
fn lime_survey_with_its_questionnaire() {
    let site = Site::new();
    fs::write(site.root().join("c.lss"), questionnaire()).expect("the questionnaire is written");
    let mut text = "\u{feff}\"id\",\"submitdate\",\"sexo\",\"sexo[other]\",\"canal[web]\",\
                    \"canal[tel]\",\"acuerdo[p]\",\"acuerdo[t]\"\r\n"
        .to_string();
    for index in 0..20 {
        let sex = ["A1", "A2", "-oth-"][index % 3];
        let other = if index % 3 == 2 { "no digo" } else { "" };
        let how = ["B1", "B2", "B3", "B9"][index % 4];
        text += &format!(
            "\"{index}\",\"2026-03-01 10:00:00\",\"{sex}\",\"{other}\",\"Y\",\"\",\
             \"{how}\",\"B1\"\r\n"
        );
    }
    let run = import(&site, "a.csv", text.as_bytes(), &["c.lss"]);
    assert_eq!(run.code, 0, "{run:?}");
    holds(&run.rest, &["without a column: `edad`"]);
    assert!(!run.results.contains("unread-answers"), "{run:?}");
    let book = kept(&site, "survey.toml");
    holds(
        &book,
        &[
            "id = \"sexo\"\nkind = \"single\"",
            "text = { \"en\" = \"How do you define yourself?\", \"es\" = \"¿Cómo te defines?\" }",
            "{ label = { \"en\" = \"Woman\", \"es\" = \"Mujer\" }, code = \"A1\" }",
            "code = \"-oth-\"",
            "{ label = \"La web\", code = \"web\", column = \"canal[web]\" }",
            "id = \"acuerdo\"\nkind = \"likert\"",
            "direction = \"down\"",
            "not_applicable = [\"B9\", \"No sé\"]",
            "text = \"Precio\"\ncolumn = \"acuerdo[p]\"",
        ],
    );
    let folder = site.root().join(INTO);
    let run = site.run(&["survey", "report", folder.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn hostile_exports_are_refused() {
    let site = Site::new();
    let wide: Vec<String> = (0..10_000).map(|index| format!("\"c{index}\":1")).collect();
    let cut = workbook(&row(1, &words("a|b")));
    for (name, bytes, expected) in [
        ("a.xlsx", workbook(""), "the workbook is empty"),
        ("a.xlsx", workbook(&row(1, &words("a|b"))), "nothing but headings"),
        ("a.xlsx", heavy_workbook(&row(1, &words("a")), 65 << 20), "exceeds 256 MB"),
        ("a.xlsx", cut[..cut.len() / 2].to_vec(), "no Excel workbook"),
        ("a.json", b"[]".to_vec(), "nothing but headings"),
        ("a.json", b"[{\"a\":1},{\"a\":}]".to_vec(), "answer 2 is no JSON"),
        ("a.json", b"[{\"a\":1},{\"a\"".to_vec(), "answer 2 is no JSON"),
        ("a.json", format!("[{{{}}}]", wide.join(",")).into_bytes(), "columns, and the limit"),
        ("a.json", format!("[{{\"a\":\"{}\"}}]", "x".repeat(2 << 20)).into_bytes(), "1024 kB"),
        ("a.json", format!("[{{\"a\":{}1", "[".repeat(90_000)).into_bytes(), "is no JSON"),
    ] {
        let run = import(&site, name, &bytes, &[]);
        assert_eq!(run.code, 1, "{expected}: {run:?}");
        holds(&run.rest, &[expected]);
        assert!(!site.root().join(INTO).exists());
    }
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><document>\
                <LimeSurveyDocType>Survey</LimeSurveyDocType></document>";
    let whole = questionnaire();
    for (text, expected) in [
        (bomb, "declarations"),
        (&whole[..whole.len() - 40], "can be read"),
        (&bomb.replace("<!DOCTYPE a [<!ENTITY b \"c\">]>", ""), "no question"),
    ] {
        fs::write(site.root().join("c.lss"), text).expect("the questionnaire is written");
        let run = import(&site, "a.csv", b"a,b\n1,2\n", &["c.lss"]);
        assert_eq!(run.code, 1, "{expected}: {run:?}");
        holds(&run.rest, &[expected]);
    }
}
