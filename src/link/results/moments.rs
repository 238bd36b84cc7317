//! What a mean gives away: with the base and its error it tells three sums of the answers, so that
//! fewer than four hidden points could be computed.

/// How people can change places on a scale of even steps so that their number, the sum of their
/// points and that of the squares stay what they were (solutions of the Prouhet–Tarry–Escott
/// problem of degree two).
const EXCHANGES: [&[i64]; 3] = [&[1, -3, 3, -1], &[1, -2, 0, 2, -1], &[1, -1, -1, 0, 1, 1, -1]];

/// Hides more points of a scale, until for each hidden one other people could have given the same
/// mean with the same error, with somebody at each hidden point. Gives whether that can be: else
/// the mean must be hidden, and nothing else is.
pub(super) fn hide(people: &[u64], points: &[f64], is_told: &mut [bool]) -> bool {
    let hidden: Vec<usize> = (0..people.len()).filter(|at| !is_told[*at]).collect();
    if hidden.is_empty() {
        return true;
    }
    if !has_even_steps(points) {
        return false;
    }
    let mut more = is_told.to_vec();
    for at in hidden {
        let cost = |exchange: &Vec<(usize, i64)>| -> u64 {
            exchange.iter().filter(|(at, _)| more[*at]).map(|(at, _)| people[*at]).sum()
        };
        let Some(exchange) = exchanges_through(at, people).into_iter().min_by_key(cost) else {
            return false;
        };
        exchange.iter().for_each(|(at, _)| more[*at] = false);
    }
    is_told.copy_from_slice(&more);
    true
}

/// Gives the exchanges in which a point takes part and that leave somebody at each point.
fn exchanges_through(at: usize, people: &[u64]) -> Vec<Vec<(usize, i64)>> {
    let mut found = Vec::new();
    for exchange in EXCHANGES {
        for start in 0..(people.len() + 1).saturating_sub(exchange.len()) {
            for sign in [1, -1] {
                let steps = exchange.iter().enumerate().filter(|(_, step)| **step != 0);
                let steps: Vec<(usize, i64)> =
                    steps.map(|(place, step)| (start + place, sign * step)).collect();
                let is_possible = steps.iter().all(|(at, step)| {
                    people[*at] > 0 && people[*at].checked_add_signed(*step).is_some_and(|n| n > 0)
                });
                if is_possible && steps.iter().any(|(through, _)| *through == at) {
                    found.push(steps);
                }
            }
        }
    }
    found
}

fn has_even_steps(points: &[f64]) -> bool {
    let step = |pair: &[f64]| pair[1] - pair[0];
    let mut steps = points.windows(2).map(step);
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

#[cfg(test)]
mod tests {
    use super::{EXCHANGES, hide};

    #[test]
    fn exchanges_keep_three_sums() {
        for exchange in EXCHANGES {
            for power in 0..3 {
                let sum: i64 =
                    (1..).zip(exchange).map(|(at, step)| step * i64::pow(at, power)).sum();
                assert_eq!(sum, 0, "{exchange:?}");
            }
        }
    }

    /// Of each hidden point another number of people agrees with base, mean, error and all that is
    /// told: every choice of the hidden points is tried.
    #[test]
    fn no_mean_gives_a_point_away() {
        let points: Vec<f64> = (1..=7).map(f64::from).collect();
        let mut hidden_at_all = 0;
        for code in 0..60_u64 {
            let people: Vec<u64> = (0..7).map(|at| 4 + code * (at + 3) * 7 % 29).collect();
            let mut is_told: Vec<bool> = people.iter().map(|people| *people >= 10).collect();
            if is_told.iter().filter(|is_told| !**is_told).count() > 2 {
                continue;
            }
            let is_safe = hide(&people, &points, &mut is_told);
            let hidden: Vec<usize> = (0..7).filter(|at| !is_told[*at]).collect();
            if !is_safe || hidden.len() > 4 {
                continue;
            }
            let differs = others(&people, &hidden);
            assert!(differs.iter().all(|differs| *differs), "{people:?} {hidden:?}");
            hidden_at_all += hidden.len();
        }
        assert!(hidden_at_all > 20, "{hidden_at_all}");
    }

    /// Tells of each hidden point whether another choice of all of them has the same three sums.
    fn others(people: &[u64], hidden: &[usize]) -> Vec<bool> {
        let sums = |counts: &[u64]| {
            [0, 1, 2].map(|power| -> u64 {
                hidden.iter().zip(counts).map(|(at, n)| n * (*at as u64 + 1).pow(power)).sum()
            })
        };
        let own: Vec<u64> = hidden.iter().map(|at| people[*at]).collect();
        let (mut differs, mut counts) = (vec![false; own.len()], vec![1; own.len()]);
        let most = own.iter().max().map_or(0, |most| most + 6);
        while let Some(next) = counts.iter().position(|count| *count < most) {
            counts[next] += 1;
            counts[..next].fill(1);
            if sums(&counts) == sums(&own) {
                (0..own.len()).for_each(|at| differs[at] |= counts[at] != own[at]);
            }
        }
        differs
    }

    #[test]
    fn a_mean_that_would_tell_is_hidden() {
        let points = [1.0, 2.0, 3.0, 4.0, 5.0];
        for (people, points, expected) in [
            ([40, 40, 40, 40, 40], points, true),
            ([0, 0, 0, 3, 90], points, false),
            ([3, 40, 40, 40, 40], [1.0, 2.0, 3.0, 4.0, 9.0], false),
            ([3, 40, 40, 40, 40], points, true),
        ] {
            let mut is_told: Vec<bool> = people.iter().map(|n| *n == 0 || *n > 9).collect();
            assert_eq!(hide(&people, &points, &mut is_told), expected, "{people:?}");
        }
    }
}
