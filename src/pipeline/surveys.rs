//! Surveys: their questionnaires, read, and their waves, counted. Of people nothing is left but
//! counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::changed::Changed;
use crate::ground::findings::bad_wave;
use crate::ground::{Diagnostic, Failure, Fingerprint, Mix, Place, Words, url};
use crate::model::counted::Counted;
use crate::model::survey::{Survey, Wave};
use crate::model::tally::Tally;
use crate::model::{Asset, Inputs, LanguageId, Settings, Unread};
use crate::parse;
use crate::words;

/// What was counted in waves, by the fingerprints of questionnaire and wave.
pub(super) type Tallies = BTreeMap<Fingerprint, Arc<Tally>>;

/// The surveys of a site.
#[derive(Clone, Default)]
pub(super) struct Surveys {
    /// Each with its tallies, in the order of the paths.
    pub(super) list: Vec<Arc<Counted>>,
    /// What was counted in each wave.
    pub(super) tallies: Tallies,
    /// What is wrong with questionnaires and waves.
    pub(super) findings: Vec<Diagnostic>,
}

impl Surveys {
    /// Reads the questionnaires and counts the waves that were not counted before. A questionnaire
    /// that is wrong stays as it was.
    pub(super) fn read(
        inputs: &Inputs,
        known: &Tallies,
        before: Option<&Self>,
    ) -> Result<Self, Failure> {
        let mut all = Self::default();
        for path in &inputs.surveys {
            let source = match inputs.library.source(path) {
                Ok(source) => source,
                Err(Unread::Finding(finding)) => {
                    all.findings.push(*finding);
                    continue;
                }
                Err(Unread::Failure(failure)) => return Err(failure),
            };
            let survey = Arc::new(parse::survey(&source));
            all.findings.extend(survey.findings.iter().cloned());
            let old = before.and_then(|before| before.find(path));
            let survey = match old {
                Some(old) if is_wrong(&survey, &inputs.settings) => Arc::clone(&old.survey),
                _ => survey,
            };
            all.count(inputs, survey, known)?;
        }
        Ok(all)
    }

    /// Reads the surveys, if any may differ from those of inputs before; what cannot be read stays
    /// as it was.
    pub(super) fn renewed(
        inputs: &Inputs,
        changed: &Changed,
        known: Option<(&Inputs, &Arc<Self>)>,
    ) -> (Arc<Self>, Option<Failure>) {
        let is_same_list = known.is_some_and(|(before, _)| {
            before.surveys == inputs.surveys && before.waves == inputs.waves
        });
        let is_touched = match changed {
            Changed::Everything => true,
            Changed::Files(files) => inputs.surveys.iter().any(|path| files.contains(path)),
        };
        let nothing = Tallies::new();
        let tallies = known.map_or(&nothing, |(_, known)| &known.tallies);
        match known {
            Some((_, known)) if is_same_list && !is_touched => (Arc::clone(known), None),
            _ => match Self::read(inputs, tallies, known.map(|(_, known)| &**known)) {
                Ok(surveys) => (Arc::new(surveys), None),
                Err(failure) => {
                    let known = known.map(|(_, known)| Arc::clone(known));
                    (known.unwrap_or_default(), Some(failure))
                }
            },
        }
    }

    /// Counts the waves of a survey.
    fn count(
        &mut self,
        inputs: &Inputs,
        survey: Arc<Survey>,
        known: &Tallies,
    ) -> Result<(), Failure> {
        let counting = survey.waves.par_iter().map(|wave| {
            let Some(file) = file(inputs, wave) else { return Ok(None) };
            let key = key(&survey, wave, file);
            if let Some(tally) = known.get(&key) {
                return Ok(Some((key, Arc::clone(tally))));
            }
            let mut reader = inputs.library.wave(&file.path)?;
            let tally = parse::wave(&mut *reader, &survey, wave)
                .map_err(|cause| Failure::read(&file.path, cause))?;
            Ok(Some((key, Arc::new(tally))))
        });
        let counted: Vec<Option<(Fingerprint, Arc<Tally>)>> =
            counting.collect::<Result<_, Failure>>()?;
        let mut mix = Mix::new("survey").print(survey.fingerprint).text(&survey.path);
        let mut tallies = Vec::with_capacity(counted.len());
        for (wave, found) in survey.waves.iter().zip(counted) {
            let Some((key, tally)) = found else {
                self.findings.push(missing(&survey, wave));
                tallies.push(None);
                mix = mix.print(Fingerprint::ABSENT);
                continue;
            };
            mix = mix.print(key);
            self.findings.extend(tally.findings.iter().cloned());
            tallies.push(Some(Arc::clone(&tally)));
            self.tallies.insert(key, tally);
        }
        self.list.push(Arc::new(Counted { survey, tallies, print: mix.finish() }));
        Ok(())
    }

    fn find(&self, path: &str) -> Option<&Arc<Counted>> {
        self.list.iter().find(|counted| *counted.survey.path == *path)
    }

    /// Gives the pages of results that nobody wrote about: in the main language, and in each other
    /// in which the survey has a title.
    pub(super) fn unwritten(&self, contents: &[Arc<str>], settings: &Settings) -> Vec<Blank> {
        let blanks = self.list.iter().flat_map(|counted| {
            let survey = &*counted.survey;
            settings.tongues().filter_map(|language| blank(survey, language, settings))
        });
        blanks.filter(|blank| contents.binary_search(&blank.path).is_err()).collect()
    }

    /// Tells whether others were counted alike.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let prints = |all: &Self| -> Vec<Fingerprint> {
            all.list.iter().map(|counted| counted.print).collect()
        };
        prints(self) == prints(other)
    }
}

/// A page of results that nobody wrote about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Blank {
    /// The path of the questionnaire.
    pub(super) survey: Arc<str>,
    /// The path that a text about the results would have.
    pub(super) path: Arc<str>,
    /// What stands for that text.
    pub(super) text: String,
}

/// Makes the page of a survey in a language, if it speaks it.
fn blank(survey: &Survey, language: LanguageId, settings: &Settings) -> Option<Blank> {
    let (tag, main) = (settings.tag(language), settings.tag(LanguageId::default()));
    let is_main = language == LanguageId::default();
    if !is_main && !survey.title.0.contains_key(tag) {
        return None;
    }
    let folder = url::folder(&survey.path);
    let ending = if is_main { "md".to_string() } else { format!("{tag}.md") };
    let path: Arc<str> = format!("{folder}/index.{ending}").into();
    // Below `content/en` all is English.
    if !is_main && parse::key(&path, settings).1 != language {
        return None;
    }
    let title = Some(survey.title.get(tag, main)).filter(|title| !title.is_empty());
    let title = toml::Value::String(title.unwrap_or(&survey.id).to_string());
    let text = format!("+++\ntitle = {title}\n+++\n");
    Some(Blank { survey: Arc::clone(&survey.path), path, text })
}

/// Finds the file of a wave among those that may be one.
fn file<'a>(inputs: &'a Inputs, wave: &Wave) -> Option<&'a Asset> {
    let at = inputs.waves.binary_search_by(|file| file.path.cmp(&wave.file)).ok()?;
    Some(&inputs.waves[at])
}

fn missing(survey: &Survey, wave: &Wave) -> Diagnostic {
    let (id, file) = (&wave.id, url::name(&wave.file));
    let message = words!(
        "la ola `{id}` no tiene respuestas: falta `{file}`",
        "the wave `{id}` has no answers: `{file}` is missing"
    );
    let help = Words::new(
        "trae el archivo a la carpeta de la encuesta, o quita la ola",
        "bring the file into the survey's folder, or remove the wave",
    );
    bad_wave(Place::new(&survey.path, wave.span), message, Some(help))
}

fn key(survey: &Survey, wave: &Wave, file: &Asset) -> Fingerprint {
    let mix = Mix::new("tally").print(survey.fingerprint).text(&survey.path);
    mix.print(file.fingerprint).text(&wave.id).finish()
}

fn is_wrong(survey: &Survey, settings: &Settings) -> bool {
    survey.findings.iter().any(|finding| settings.is_error(finding))
}
