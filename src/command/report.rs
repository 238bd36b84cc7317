//! What the program says. This is the only file that writes to the standard streams: results to
//! the one, everything else to the other.

use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::exit::Outcome;
use super::github;
use super::human;
use super::human::Colour;
use super::json;
use super::misuse::Misuse;
use super::plain;
use super::progress::Progress;
use super::sarif;
use super::shown::{Findings, Shown, Sources, Tally, help_word, one_line};
use crate::ground::{Failure, Lang, Severity, Words};
use crate::words;

/// More findings are counted, not shown, where people read them.
const FINDINGS_SHOWN_MAX: usize = 1_000;

/// The form of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With excerpts, for people at a terminal.
    #[default]
    Human,
    /// One sentence each.
    Plain,
    /// One array.
    Json,
    /// Workflow commands.
    Github,
    /// A log for code scanning.
    Sarif,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::Human, Self::Plain, Self::Json, Self::Github, Self::Sarif];
}

/// How much is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loudness {
    /// Results and what went wrong.
    Quiet,
    /// What was done as well.
    #[default]
    Usual,
    /// How it was done as well.
    Verbose,
}

/// How a run speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// In which language.
    pub lang: Lang,
    /// In which form.
    pub format: Format,
    /// How much.
    pub loudness: Loudness,
    /// Whether results are coloured.
    pub results_are_coloured: bool,
    /// Whether the rest is coloured.
    pub rest_is_coloured: bool,
    /// Whether somebody watches a terminal on which progress can be drawn.
    pub is_watched: bool,
}

/// Says what there is to say, in one manner.
pub struct Report {
    manner: Manner,
    results: Mutex<Box<dyn Write + Send>>,
    rest: Mutex<Box<dyn Write + Send>>,
    broken: OnceLock<Failure>,
}

impl Report {
    /// Speaks on the standard streams.
    pub fn standard(manner: Manner) -> Self {
        let results = io::BufWriter::new(io::stdout());
        Self::new(manner, Box::new(results), Box::new(io::stderr()))
    }

    /// Speaks to other writers: first that of results, then that of the rest.
    pub fn new(
        manner: Manner,
        results: Box<dyn Write + Send>,
        rest: Box<dyn Write + Send>,
    ) -> Self {
        Self {
            manner,
            results: Mutex::new(results),
            rest: Mutex::new(rest),
            broken: OnceLock::new(),
        }
    }

    /// Gives the language.
    pub fn lang(&self) -> Lang {
        self.manner.lang
    }

    /// Writes a result as it is, its last line end included.
    pub fn result(&self, text: &str) {
        self.write_result(|out| out.write_all(text.as_bytes()));
    }

    /// Says what was done, unless the run is quiet.
    pub fn say(&self, words: &Words) {
        if self.manner.loudness != Loudness::Quiet {
            self.aside(words.in_lang(self.lang()));
        }
    }

    /// Says how it was done, if the run is verbose.
    pub fn detail(&self, words: &Words) {
        if self.manner.loudness == Loudness::Verbose {
            self.aside(words.in_lang(self.lang()));
        }
    }

    /// Starts to count work; draws it if somebody watches.
    pub fn progress(&self, total: u64, title: &Words) -> Progress {
        if self.manner.is_watched && self.manner.loudness != Loudness::Quiet {
            Progress::started(total, title.in_lang(self.lang()))
        } else {
            Progress::hidden(total)
        }
    }

    /// Shows findings, and how many there are.
    pub fn findings(&self, findings: &Findings<'_>) -> Tally {
        let mut shown = findings.shown();
        let tally = Tally::of(&shown);
        let left_out = self.leave_out(&mut shown);
        let sources = Sources::new(findings.sources);
        let (lang, colour) = (self.lang(), colour(self.manner.results_are_coloured));
        self.write_result(|out| match self.manner.format {
            Format::Human => human::write(out, &shown, &sources, (lang, colour)),
            Format::Plain => plain::write(out, &shown, &sources, lang),
            Format::Json => json::write(out, &shown, &sources, lang),
            Format::Github => github::write(out, &shown, &sources, (lang, findings.prefix)),
            Format::Sarif => sarif::write(out, &shown, &sources, (lang, findings.prefix)),
        });
        if left_out > 0 {
            self.say(&words!(
                "y {left_out} más, que no se muestran",
                "and {left_out} more, which are not shown"
            ));
        }
        if let Some(words) = summary(tally) {
            self.say(&words);
        }
        tally
    }

    /// Says that the machine failed.
    pub fn failure(&self, failure: &Failure) -> Outcome {
        let help = failure.parts().help.as_ref();
        self.complain(&failure.sentence(self.lang()), help);
        Outcome::Machine
    }

    /// Says that the command line cannot be followed.
    pub fn misuse(&self, misuse: &Misuse) -> Outcome {
        self.complain(misuse.message.in_lang(self.lang()), misuse.help.as_ref());
        Outcome::Usage
    }

    /// Shows the help when none was asked for: it is no result.
    pub fn guide(&self, help: &str) {
        self.aside(help.trim_end());
    }

    /// Ends the run: what could not be written turns an outcome that was well into a failure.
    pub fn end(self, outcome: Outcome) -> Outcome {
        match self.broken.get() {
            Some(failure) if outcome == Outcome::Well => self.failure(failure),
            _ => outcome,
        }
    }

    /// Keeps the gravest of too many findings, and tells how many it left out.
    fn leave_out(&self, shown: &mut Vec<Shown<'_>>) -> usize {
        let most = match self.manner.format {
            Format::Human | Format::Plain => FINDINGS_SHOWN_MAX,
            Format::Sarif => sarif::RESULTS_MAX,
            Format::Json | Format::Github => usize::MAX,
        };
        if shown.len() <= most {
            return 0;
        }
        shown.sort_by_key(|shown| shown.severity != Severity::Error);
        let left_out = shown.len() - most;
        shown.truncate(most);
        left_out
    }

    fn complain(&self, message: &str, help: Option<&Words>) {
        let (red, cyan, reset) = match colour(self.manner.rest_is_coloured) {
            Colour::On => ("\u{1b}[1m\u{1b}[91m", "\u{1b}[1m\u{1b}[96m", "\u{1b}[0m"),
            Colour::Off => ("", "", ""),
        };
        self.aside(&format!("{red}error{reset}: {}", one_line(message)));
        if let Some(help) = help {
            let (word, text) = (help_word(self.lang()), help.in_lang(self.lang()));
            self.aside(&format!("{cyan}{word}{reset}: {}", one_line(text)));
        }
    }

    /// Writes a line that is no result. When even this cannot be written, nobody is there to tell.
    fn aside(&self, line: &str) {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(rest, "{line}").ok();
    }

    /// Writes results. A reader who has seen enough (`tertulia check | head`) is no failure.
    fn write_result(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        let written = write(&mut **results).and_then(|()| results.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.broken.get_or_init(|| Failure::write("stdout", error));
        }
    }
}

fn colour(is_coloured: bool) -> Colour {
    if is_coloured { Colour::On } else { Colour::Off }
}

/// Says how many findings there are; nothing if there are none.
fn summary(tally: Tally) -> Option<Words> {
    let Tally { errors, warnings } = tally;
    let counts = [
        Words::counted(errors, ["error", "errores"], ["error", "errors"]),
        Words::counted(warnings, ["aviso", "avisos"], ["warning", "warnings"]),
    ];
    counts.into_iter().flatten().reduce(|first, second| {
        Words::new(format!("{}, {}", first.es, second.es), format!("{}, {}", first.en, second.en))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::findings::{broken_link, duplicate_url, not_utf8};
    use crate::ground::{Code, Diagnostic, Place, Source, Span};
    use crate::model::Settings;
    use std::sync::Arc;

    /// A stream that can be read afterwards.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Page {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    const LISTEN: &str = "+++\ntitle = \"Ñu\"\n+++\n\nLa gente calla, [dice](nad.md) él.\n";

    fn place(path: &str, marked: &str) -> Place {
        let start = LISTEN.find(marked).unwrap();
        Place::new(&Arc::from(path), Span::new(start..start + marked.len()))
    }

    fn found() -> Vec<Diagnostic> {
        let whole = Place::file(&Arc::from("content/b,c.md"));
        vec![
            broken_link(place("content/a.md", "nad.md"), "nad.md", Some("nada.md")),
            not_utf8(whole, 7),
        ]
    }

    fn told(list: &[Diagnostic], manner: Manner) -> (String, String) {
        let (results, rest) = (Page::default(), Page::default());
        let report = Report::new(manner, Box::new(results.clone()), Box::new(rest.clone()));
        let mut settings = Settings::default();
        settings.findings.insert(Code::NotUtf8, Severity::Warn);
        let sources = |path: &Arc<str>| Some(Source::new(Arc::clone(path), LISTEN));
        report.findings(&Findings {
            list,
            settings: &settings,
            sources: &sources,
            prefix: "guía/",
        });
        (results.text(), rest.text())
    }

    fn manner(format: Format, lang: Lang) -> Manner {
        Manner { lang, format, ..Manner::default() }
    }

    #[test]
    fn people_see_an_excerpt() {
        let (results, rest) = told(&found(), manner(Format::Human, Lang::Es));
        let expected = "\
error[broken-link]: el enlace `nad.md` no lleva a nada
 --> content/a.md:5:24
  |
5 | La gente calla, [dice](nad.md) él.
  |                        ^^^^^^ ninguna página ni archivo del sitio está ahí
  |
ayuda: ¿querías decir `nada.md`?

aviso[not-utf8]: este archivo no está en UTF-8: falla en el byte 7
--> content/b,c.md
 |
ayuda: guárdalo como UTF-8 en tu editor

";
        assert_eq!(results, expected);
        assert_eq!(rest, "1 error, 1 aviso\n");
    }

    #[test]
    fn other_places_are_shown_as_well() {
        let other = place("content/z.md", "title = \"Ñu\"");
        let list = [duplicate_url(place("content/a.md", "title"), other, "/x/")];
        let (results, rest) = told(&list, manner(Format::Human, Lang::En));
        let expected = "\
error[duplicate-url]: two files want the same URL, `/x/`
 --> content/a.md:2:1
  |
2 | title = \"Ñu\"
  | ^^^^^ `content/z.md` already has it
  |
 ::: content/z.md:2:1
  |
2 | title = \"Ñu\"
  | ------------ this one has it
  |
help: give one of the two another `slug` or `url`

";
        assert_eq!(results, expected);
        assert_eq!(rest, "1 error\n");
    }

    #[test]
    fn a_long_line_keeps_its_true_column() {
        let line = format!("{}[x](nad.md)", "ñ".repeat(100_000));
        let start = line.find("nad.md").unwrap();
        let at = Place::new(&Arc::from("content/a.md"), Span::new(start..start + 6));
        let (results, rest) = (Page::default(), Page::default());
        let manner = manner(Format::Human, Lang::En);
        let report = Report::new(manner, Box::new(results.clone()), Box::new(rest));
        report.findings(&Findings {
            list: &[broken_link(at, "nad.md", None)],
            settings: &Settings::default(),
            sources: &|path| Some(Source::new(Arc::clone(path), &line)),
            prefix: "",
        });
        let text = results.text();
        assert!(text.contains("--> content/a.md:1:100005\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 200), "{text}");
        assert!(text.contains("^^^^^^"), "{text}");
    }

    #[test]
    fn any_span_can_be_shown() {
        let length = LISTEN.len() + 3;
        for start in 0..length {
            for end in [start, start + 1, start + 7, length, 0] {
                let at = Place::new(
                    &Arc::from("content/a.md"),
                    Span { start: start as u32, end: end as u32 },
                );
                let list = [broken_link(at, "x", None)];
                for format in Format::ALL {
                    let (results, _) = told(&list, manner(format, Lang::En));
                    assert!(results.contains("content/a.md"), "{start}..{end}");
                }
            }
        }
    }

    #[test]
    fn long_words_of_an_author_are_cut() {
        let target = "x".repeat(1 << 20);
        let list = [broken_link(place("content/a.md", "nad.md"), &target, None)];
        for format in [Format::Human, Format::Plain] {
            assert!(told(&list, manner(format, Lang::En)).0.len() < 2_000);
        }
    }

    #[test]
    fn plain_is_a_sentence_each() {
        let (results, _) = told(&found(), manner(Format::Plain, Lang::En));
        let expected = "\
content/a.md:5:24: error[broken-link]: the link `nad.md` leads nowhere; no page or file of the \
site is there; help: did you mean `nada.md`?
content/b,c.md: warning[not-utf8]: this file is not UTF-8: it fails at byte 7; help: save it as \
UTF-8 in your editor
";
        assert_eq!(results, expected);
    }

    #[test]
    fn json_is_an_array_with_stable_keys() {
        let (results, _) = told(&found()[..1], manner(Format::Json, Lang::En));
        let expected = concat!(
            r#"{"code":"broken-link","severity":"error","path":"content/a.md","#,
            r#""line":5,"column":24,"endLine":5,"endColumn":30,"#,
            r#""message":"the link `nad.md` leads nowhere","#,
            r#""label":"no page or file of the site is there","notes":[],"#,
            r#""help":"did you mean `nada.md`?","also":[]}"#
        );
        assert_eq!(results, format!("[\n{expected}\n]\n"));
        for list in [found(), Vec::new()] {
            let (results, _) = told(&list, manner(Format::Json, Lang::Es));
            let array: Vec<serde_json::Value> = serde_json::from_str(&results).unwrap();
            assert_eq!(array.len(), list.len());
        }
    }

    #[test]
    fn github_gets_commands_with_its_escapes() {
        let (results, _) = told(&found(), manner(Format::Github, Lang::En));
        let expected = "\
::error file=guía/content/a.md,line=5,col=24,endLine=5,endColumn=30,title=broken-link::\
the link `nad.md` leads nowhere%0Ano page or file of the site is there%0A\
help: did you mean `nada.md`?
::warning file=guía/content/b%2Cc.md,title=not-utf8::\
this file is not UTF-8: it fails at byte 7%0Ahelp: save it as UTF-8 in your editor
";
        assert_eq!(results, expected);
    }

    #[test]
    fn too_many_findings_are_counted_and_errors_come_first() {
        let mut list = vec![found()[1].clone(); FINDINGS_SHOWN_MAX + 5];
        list.push(found()[0].clone());
        let (results, rest) = told(&list, manner(Format::Plain, Lang::En));
        assert_eq!(results.lines().count(), FINDINGS_SHOWN_MAX);
        assert!(results.starts_with("content/a.md:5:24: error"));
        assert_eq!(rest, "and 6 more, which are not shown\n1 error, 1005 warnings\n");
        let (results, _) = told(&list, manner(Format::Github, Lang::En));
        assert_eq!(results.lines().count(), FINDINGS_SHOWN_MAX + 6);
    }

    #[test]
    fn a_failure_says_what_to_do() {
        let rest = Page::default();
        let manner = Manner { loudness: Loudness::Quiet, ..Manner::default() };
        let report = Report::new(manner, Box::new(io::sink()), Box::new(rest.clone()));
        let failure = Failure::write("public/\u{1b}[31mx", "disk full")
            .help(Words::new("haz sitio", "make room"));
        assert_eq!(report.failure(&failure), Outcome::Machine);
        report.say(&Words::new("nada", "nothing"));
        assert_eq!(
            rest.text(),
            "error: no se pudo escribir `public/ [31mx`: disk full\nayuda: haz sitio\n"
        );
    }

    #[test]
    fn results_that_cannot_be_written_are_a_failure() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(ErrorKind::StorageFull.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let report = Report::new(Manner::default(), Box::new(Full), Box::new(io::sink()));
        report.result("x");
        assert_eq!(report.end(Outcome::Well), Outcome::Machine);
    }
}
