//! Golden values of whole results, and what must never be computed from them.

use std::collections::BTreeMap;

use super::*;
use crate::ground::Fingerprint;
use crate::model::results::{GroupResult, Measure};
use crate::model::survey::{Choice, Item, Question, QuestionKind};
use crate::model::tally::SegmentTally;
use crate::model::{Count, Moments, Showing};

fn question(id: &str, kind: QuestionKind, choices: usize) -> Question {
    let choice = |code: usize| Choice { code: code.to_string(), ..Choice::default() };
    Question {
        id: id.to_string(),
        span: Default::default(),
        kind,
        text: Default::default(),
        choices: (0..choices).map(choice).collect(),
        items: vec![Item::default()],
        separator: None,
        not_applicable: Vec::new(),
        missing: Vec::new(),
        unticked: Vec::new(),
        is_shown_to_all: true,
    }
}

fn wave(id: &str) -> Wave {
    Wave { id: id.to_string(), ..Wave::default() }
}

fn item(question: &Question, counts: &[Count]) -> ItemTally {
    let points = question.points().into_iter().zip(counts.iter().copied());
    ItemTally {
        base: counts.iter().sum(),
        counts: counts.to_vec(),
        moments: vec![Moments::of_scale(points)],
        ..ItemTally::default()
    }
}

/// Makes the results of one question from the counts of each wave.
fn of(question: Question, waves: &[Vec<Count>]) -> Results {
    let tally = |counts: &Vec<Count>| Tally {
        people: counts.iter().sum(),
        questions: vec![vec![item(&question, counts)]],
        ..Tally::default()
    };
    let tallies = waves.iter().map(|counts| Some(Arc::new(tally(counts)))).collect();
    let waves = (0..waves.len()).map(|at| wave(&format!("w{at}"))).collect();
    let survey = Survey { questions: vec![question], waves, ..Survey::default() };
    results(&Counted { survey: Arc::new(survey), tallies, print: Fingerprint::ABSENT })
}

fn people(counts: &[u64]) -> Vec<Count> {
    counts.iter().map(|count| Count::of(*count)).collect()
}

/// CNCF's maintainers on a scale from 1 to 10: promoters, passives and detractors of three waves.
#[test]
fn recommendation_has_its_golden_values() {
    let scale = |promoters: u64, passives: u64, detractors: u64| {
        people(&[0, 0, 0, 0, 0, detractors, 0, passives, 0, promoters])
    };
    let waves = [scale(101, 35, 9), scale(83, 33, 17), scale(62, 21, 10)];
    let found = of(question("q1", QuestionKind::Nps { from: 1 }, 10), &waves);
    let item = &found.questions[0][0];
    for (wave, (value, low, high)) in
        [(63.45, 52.40, 71.92), (49.62, 36.52, 60.54), (55.91, 40.42, 67.91)].iter().enumerate()
    {
        let headline = item.waves[wave].as_ref().unwrap().headline.unwrap();
        assert_eq!(headline.measure, Measure::RecommendIndex);
        let estimate = headline.estimate;
        assert!((estimate.value - value).abs() < 0.005, "{wave}");
        assert!((estimate.interval.low - low).abs() < 0.005, "{wave}");
        assert!((estimate.interval.high - high).abs() < 0.005, "{wave}");
    }
    for (change, (statistic, p)) in item.changes.iter().zip([(-1.726, 0.084), (0.605, 0.545)]) {
        assert!((change.difference.test.statistic - statistic).abs() < 0.0005);
        assert!((change.p - p).abs() < 0.0005);
    }
    assert_eq!(item.changes.len(), 2);
}

#[test]
fn bases_decide_how_much_is_told() {
    for (counts, showing, base) in [
        (&[5, 4][..], Showing::Nothing, None),
        (&[10, 11], Showing::Counts, Some(21)),
        (&[0, 60], Showing::SharesWithWarning, Some(60)),
        (&[80, 60], Showing::Shares, Some(140)),
    ] {
        let found = of(question("q", QuestionKind::Single, 2), &[people(counts)]);
        let measured = found.questions[0][0].waves[0].clone().unwrap();
        assert_eq!((measured.showing, measured.base), (showing, base), "{counts:?}");
        let has_shares = measured.answers.iter().any(|answer| answer.share.is_some());
        assert_eq!(has_shares, showing >= Showing::SharesWithWarning, "{counts:?}");
    }
}

#[test]
fn groups_of_few_are_in_no_sum() {
    let mut by = question("edad", QuestionKind::Single, 3);
    by.choices[0].label.0 = BTreeMap::new();
    let asked = question("q", QuestionKind::Single, 2);
    let group =
        |counts: &[u64]| SegmentTally { base: people(counts).iter().sum(), counts: people(counts) };
    let groups = vec![group(&[40, 60]), group(&[30, 20]), group(&[4, 26])];
    let counts = people(&[74, 106]);
    let mut item = item(&asked, &counts);
    item.segments = vec![groups];
    let segmenting = self::item(&by, &people(&[100, 50, 30]));
    let tally = Tally {
        people: Count::of(180),
        questions: vec![vec![segmenting], vec![item]],
        ..Tally::default()
    };
    let survey = Survey {
        questions: vec![by, asked],
        waves: vec![wave("w")],
        segments: vec![0],
        ..Survey::default()
    };
    let tallies = vec![Some(Arc::new(tally))];
    let found = results(&Counted { survey: Arc::new(survey), tallies, print: Fingerprint::ABSENT });
    let segmented = &found.questions[1][0].waves[0].as_ref().unwrap().segments[0];
    // Four people are hidden, with their neighbours in row and column.
    let shown = |group: &GroupResult| -> Vec<bool> {
        group.answers.iter().map(|answer| answer.people.is_some()).collect()
    };
    assert!(!shown(&segmented.groups[2])[0]);
    let hidden: usize = segmented
        .groups
        .iter()
        .map(|group| shown(group).iter().filter(|is_shown| !**is_shown).count())
        .sum();
    assert!(hidden >= 4, "{segmented:?}");
}

/// FiveThirtyEight's masculinity survey, q0001: the published 37/46/11/5/1 %, with its weights.
#[test]
fn weighted_shares_have_their_golden_values() {
    let counts = [
        (612, 600.694_304_074_0, 1_722.910_133_546_8),
        (826, 750.807_313_936_0, 2_130.983_698_715_3),
        (131, 178.159_377_728_0, 696.460_584_451_3),
        (32, 76.069_645_763_0, 396.318_716_483_8),
        (14, 9.269_358_491_0, 10.453_120_783_4),
    ]
    .map(|(people, weight, squares)| Count { people, weight, squares });
    let found = of(question("q0001", QuestionKind::Single, 5), &[counts.to_vec()]);
    let wave = &found.waves[0];
    assert!((wave.effective - 526.157).abs() < 5e-4 && (wave.deff - 3.0694).abs() < 5e-5);
    assert_eq!(wave.margin, None, "nobody said that they were drawn at random");
    let measured = found.questions[0][0].waves[0].as_ref().expect("it was asked");
    for (answer, percent) in measured.answers.iter().zip([37.0, 46.0, 11.0, 5.0, 1.0]) {
        let share = answer.share.expect("it is reliable").value;
        assert_eq!((100.0 * share).round(), percent);
    }
}

/// The neutral answer is on no side, wherever it stands, and a reversed scale is the same turned.
#[test]
fn the_net_follows_direction_and_neutral() {
    let net = |is_reversed, neutral, counts: &[u64]| {
        let kind = QuestionKind::Likert { is_reversed, neutral };
        let found = of(question("q", kind, counts.len()), &[people(counts)]);
        let headline = found.questions[0][0].waves[0].as_ref().and_then(|one| one.headline);
        headline.expect("it has a net").estimate.value
    };
    let value = net(false, Some(2), &[10, 20, 30, 40, 100]);
    assert!((value - 55.0).abs() < 1e-9, "{value}");
    assert!((net(true, Some(2), &[100, 40, 30, 20, 10]) - value).abs() < 1e-9);
    assert!((net(false, Some(4), &[10, 20, 40, 100, 30]) - value).abs() < 1e-9);
}
