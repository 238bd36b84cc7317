//! Counts that several tests share.

use crate::model::Count;

/// What was answered to q0001 of FiveThirtyEight's masculinity survey (2018, n = 1,615): very,
/// somewhat, not very, not at all, no answer. Weights and squares were summed with pandas.
pub(super) fn masculinity() -> [Count; 5] {
    [
        (612, 600.694_304_074_0, 1_722.910_133_546_8),
        (826, 750.807_313_936_0, 2_130.983_698_715_3),
        (131, 178.159_377_728_0, 696.460_584_451_3),
        (32, 76.069_645_763_0, 396.318_716_483_8),
        (14, 9.269_358_491_0, 10.453_120_783_4),
    ]
    .map(|(people, weight, squares)| Count { people, weight, squares })
}

/// Counts that no survey has, but that an input may.
pub(super) fn nonsense() -> Vec<Count> {
    let numbers = [0.0, -1.0, 1.0, f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE];
    let mut counts = Vec::new();
    for people in [0, 1, 2, u64::MAX] {
        for weight in numbers {
            counts.extend(numbers.map(|squares| Count { people, weight, squares }));
        }
    }
    counts
}
