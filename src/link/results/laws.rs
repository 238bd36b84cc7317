//! Laws of results: nothing that is hidden can be computed from what is told.

use super::hiding::ANSWER_LEAST;
use super::*;
use crate::ground::Fingerprint;
use crate::link::bands;
use crate::model::results::{Measured, Segmented};
use crate::model::survey::{Choice, Item, Question, QuestionKind};
use crate::model::tally::SegmentTally;
use crate::model::{Count, Moments, Showing};
use crate::statistics::CELL_LEAST;

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// Throws a number of people: often none, often few.
    fn people(&mut self) -> u64 {
        match self.below(4) {
            0 => 0,
            1 => 1 + self.below(12),
            _ => 10 + self.below(60),
        }
    }
}

fn question(kind: QuestionKind, choices: usize) -> Question {
    Question {
        id: "q".to_string(),
        span: Default::default(),
        kind,
        text: Default::default(),
        choices: vec![Choice::default(); choices],
        items: vec![Item::default()],
        separator: None,
        not_applicable: Vec::new(),
        missing: Vec::new(),
        unticked: Vec::new(),
        is_shown_to_all: true,
    }
}

fn counts(people: &[u64]) -> Vec<Count> {
    people.iter().map(|people| Count::of(*people)).collect()
}

fn item(question: &Question, people: &[u64]) -> ItemTally {
    let counts = counts(people);
    let points = question.points().into_iter().zip(counts.iter().copied());
    let moments = vec![Moments::of_scale(points)];
    ItemTally { base: counts.iter().sum(), counts, moments, ..ItemTally::default() }
}

fn results_of(questions: Vec<Question>, items: Vec<ItemTally>, people: u64) -> Results {
    let segments = if questions.len() > 1 { vec![0] } else { Vec::new() };
    let tally = Tally {
        people: Count::of(people),
        questions: items.into_iter().map(|item| vec![item]).collect(),
        ..Tally::default()
    };
    let survey = Survey { questions, waves: vec![Wave::default()], segments, ..Survey::default() };
    let tallies = vec![Some(Arc::new(tally))];
    results(&Counted { survey: Arc::new(survey), tallies, print: Fingerprint::ABSENT })
}

fn measured(results: &Results, question: usize) -> &Measured {
    results.questions[question][0].waves[0].as_ref().expect("it was asked")
}

/// Asserts of a sum that is told that what is hidden of it is nothing, or at least two numbers
/// of three people together, one of which could have been another.
#[track_caller]
fn assert_secret(sum: u64, told: &[u64], hidden: &[u64], of: &str) {
    let rest = sum - told.iter().sum::<u64>();
    assert_eq!(rest, hidden.iter().sum::<u64>(), "{of}");
    let is_open = hidden.is_empty() || rest == 0;
    let could_move = hidden.len() > 1 && hidden.iter().any(|people| *people > 1);
    assert!(is_open || (rest >= ANSWER_LEAST && could_move), "{of}");
}

#[test]
fn nothing_hidden_follows_from_base_and_bands() {
    let likert = |is_reversed, neutral| QuestionKind::Likert { is_reversed, neutral };
    let kinds = [
        (QuestionKind::Single, 5),
        (QuestionKind::Csat, 5),
        (likert(false, Some(2)), 5),
        (likert(true, None), 4),
        (likert(false, Some(4)), 5),
        (QuestionKind::Nps { from: 0 }, 11),
        (QuestionKind::Nps { from: 1 }, 10),
        (QuestionKind::Ces { is_reversed: false }, 7),
    ];
    let mut dice = Dice(7);
    for round in 0..8_000 {
        let (kind, choices) = kinds[round % kinds.len()];
        let people: Vec<u64> = (0..choices).map(|_| dice.people()).collect();
        let question = question(kind, choices);
        let split = bands::split(&question);
        let item = item(&question, &people);
        let found = results_of(vec![question], vec![item], people.iter().sum());
        if people.iter().all(|people| *people == 0) {
            continue;
        }
        let measured = measured(&found, 0);
        let Some(base) = measured.base else { continue };
        let of = format!("{kind:?} {people:?} {measured:?}");
        let small = measured.answers.iter().chain(&measured.bands).filter_map(|one| one.people);
        assert!(small.clone().all(|people| people == 0 || people >= ANSWER_LEAST), "{of}");

        let is_told = |at: &usize| measured.answers[*at].people.is_some();
        let has_csat = measured.headline.is_some() && kind == QuestionKind::Csat;
        let has_band = |band: usize| match kind {
            QuestionKind::Csat => has_csat,
            _ => measured.bands.get(band).is_some_and(|band| band.people.is_some()),
        };
        // Each range of answers whose sum is told, or follows from the others.
        let mut ranges: Vec<Vec<usize>> = (0..split.len())
            .filter(|band| has_band(*band))
            .map(|band| split[band].clone())
            .collect();
        let rest = (0..choices).filter(|at| !ranges.iter().flatten().any(|known| known == at));
        let rest: Vec<usize> = rest.collect();
        ranges.push(rest);
        assert_eq!(base, people.iter().sum::<u64>());
        for range in ranges {
            let (told, hidden): (Vec<usize>, Vec<usize>) = range.iter().partition(|at| is_told(at));
            let of_people = |all: &[usize]| all.iter().map(|at| people[*at]).collect::<Vec<u64>>();
            let sum = of_people(&range).iter().sum();
            assert_secret(sum, &of_people(&told), &of_people(&hidden), &of);
        }
        // No hidden band is the sum of answers that are all told.
        for (_, all) in split.iter().enumerate().filter(|(band, _)| !has_band(*band)) {
            let sum: u64 = all.iter().map(|at| people[*at]).sum();
            let is_small = (1..ANSWER_LEAST).contains(&sum);
            assert!(!is_small || !all.iter().all(is_told), "{of}");
        }
    }
}

#[test]
fn answers_that_do_not_sum_are_hidden_with_who_did_not_choose_them() {
    for kind in [QuestionKind::Multiple, QuestionKind::Rank] {
        let asked = question(kind, 4);
        let item = ItemTally {
            base: Count::of(100),
            counts: counts(&[2, 50, 98, 100]),
            ..ItemTally::default()
        };
        let found = results_of(vec![asked], vec![item], 100);
        let told: Vec<Option<u64>> =
            measured(&found, 0).answers.iter().map(|answer| answer.people).collect();
        assert_eq!(told, [None, Some(50), None, Some(100)], "{kind:?}");
    }
}

#[test]
fn who_did_not_answer_is_told_of_unless_they_are_few() {
    for (not_applicable, unread, people, expected) in [
        (0, 0, 60, (Some(0), Some(0))),
        (20, 3, 95, (Some(20), Some(15))),
        (20, 0, 82, (None, None)),
        (2, 0, 62, (None, None)),
        // Who chose something else as well is in the base already.
        (0, 7, 60, (Some(0), Some(0))),
    ] {
        let asked = question(QuestionKind::Single, 2);
        let item = ItemTally {
            not_applicable: Count::of(not_applicable),
            unread: Count::of(unread),
            ..item(&asked, &[40, 20])
        };
        let found = results_of(vec![asked], vec![item], people);
        let measured = measured(&found, 0);
        assert_eq!((measured.not_applicable, measured.unanswered), expected, "{people}");
    }
}

/// Asks who is in which group, and of each group what they answered; who is in none comes last.
fn split(kind: QuestionKind, choices: usize, rows: &[Vec<u64>]) -> Results {
    let groups = rows.len() - 1;
    let by = question(QuestionKind::Single, groups);
    let asked = question(kind, choices);
    let sum = |row: &Vec<u64>| row.iter().sum::<u64>();
    let bases: Vec<u64> = rows[..groups].iter().map(sum).collect();
    let all: Vec<u64> = (0..choices).map(|at| rows.iter().map(|row| row[at]).sum()).collect();
    let group = |row: &Vec<u64>| SegmentTally { base: Count::of(sum(row)), counts: counts(row) };
    let mut answered = item(&asked, &all);
    answered.segments = vec![rows[..groups].iter().map(group).collect()];
    let segmenting = ItemTally { segments: vec![Vec::new()], ..item(&by, &bases) };
    results_of(vec![by, asked], vec![segmenting, answered], all.iter().sum())
}

fn segmented(results: &Results) -> Option<&Segmented> {
    results.questions[1][0].waves[0].as_ref().and_then(|measured| measured.segments.first())
}

#[test]
fn nothing_hidden_follows_from_rows_and_columns() {
    let mut dice = Dice(11);
    let mut tested = 0;
    for _ in 0..4_000 {
        let rows: Vec<Vec<u64>> = (0..5).map(|_| (0..4).map(|_| dice.people()).collect()).collect();
        let found = split(QuestionKind::Single, 4, &rows);
        let (by, asked) = (measured(&found, 0), measured(&found, 1));
        let Some(segmented) = segmented(&found) else { continue };
        let of = format!("{rows:?} {segmented:?}");
        let groups = &segmented.groups;
        for (group, answer) in groups.iter().zip(&by.answers) {
            assert!(answer.people.is_some() || group.base.is_none(), "{of}");
        }
        let told = |row: usize, at: usize| groups[row].answers[at].people;
        let is_fine = |rest: u64| rest == 0 || rest >= CELL_LEAST;
        for (row, group) in groups.iter().enumerate().take(4) {
            let Some(base) = group.base else {
                assert!((0..4).all(|at| told(row, at).is_none()), "{of}");
                continue;
            };
            assert!(is_fine(base), "{of}");
            let rest = base - (0..4).filter_map(|at| told(row, at)).sum::<u64>();
            assert!(is_fine(rest), "{of}");
        }
        for at in 0..4 {
            assert!((0..4).filter_map(|row| told(row, at)).all(is_fine), "{of}");
            match asked.answers[at].people {
                Some(all) if all == 0 || all >= CELL_LEAST => {
                    let rest = all - (0..4).filter_map(|row| told(row, at)).sum::<u64>();
                    assert!(is_fine(rest), "{of}");
                }
                _ => assert!((0..4).all(|row| told(row, at).is_none()), "{of}"),
            }
        }
        let bases = groups.iter().filter_map(|group| group.base).sum::<u64>();
        assert!(is_fine(asked.base.unwrap_or_default() - bases), "{of}");
        tested += usize::from(segmented.together.is_some());
    }
    assert!(tested > 100, "{tested}");
}

/// Another table with the same sums, which differs in hidden cells alone, gives the same results:
/// also test, marks and probabilities tell nothing of them.
#[test]
fn other_hidden_cells_give_the_same_results() {
    for (kind, choices) in [(QuestionKind::Single, 4), (QuestionKind::Csat, 4)] {
        let mut rows = vec![
            vec![5, 30, 40, 50],
            vec![30, 35, 45, 55],
            vec![60, 61, 62, 63],
            vec![70, 70, 70, 70],
        ];
        let before = split(kind, choices, &rows);
        let segmented = segmented(&before).expect("there are groups");
        let hidden: Vec<usize> = (0..2)
            .filter(|row| {
                segmented.groups[*row].answers.first().is_some_and(|one| one.people.is_none())
            })
            .collect();
        if kind == QuestionKind::Single {
            assert_eq!(hidden, [0, 1], "{segmented:?}");
            assert!(segmented.together.is_some(), "{segmented:?}");
        }
        for (row, at, is_more) in [(0, 0, true), (0, 1, false), (1, 0, false), (1, 1, true)] {
            rows[row][at] = if is_more { rows[row][at] + 1 } else { rows[row][at] - 1 };
        }
        assert_eq!(before, split(kind, choices, &rows), "{kind:?}");
    }
}

#[test]
fn what_is_not_told_has_no_number() {
    for people in 1..CELL_LEAST {
        let rows = [vec![people, 0], vec![0, 0], vec![0, 0]];
        let found = split(QuestionKind::Single, 2, &rows);
        let measured = measured(&found, 1);
        let is_empty = measured.base.is_none()
            && measured.answers.is_empty()
            && measured.unanswered.is_none()
            && measured.segments.is_empty();
        assert!(measured.showing == Showing::Nothing && is_empty, "{measured:?}");
    }
    let groups = [vec![1; 6], vec![1; 6], vec![1; 6]];
    let ones = split(QuestionKind::Single, 6, &groups);
    assert_eq!(measured(&ones, 1).showing, Showing::Counts);
}
