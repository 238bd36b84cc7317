//! What was counted of the answers to a question: enough for every statistic of it, and nothing of
//! any person.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// What was counted of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// People.
    pub people: u64,
    /// The sum of their weights; without weights as many as people.
    pub weight: f64,
    /// The sum of the squares of their weights; without weights as many as people.
    pub squares: f64,
}

impl Count {
    /// Counts `people` who all weigh the same.
    pub fn of(people: u64) -> Self {
        let weight = people as f64;
        Self { people, weight, squares: weight }
    }

    /// Counts one more person, who weighs `weight`.
    pub fn add_person(&mut self, weight: f64) {
        *self += Self { people: 1, weight, squares: weight * weight };
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.people = self.people.saturating_add(other.people);
        self.weight += other.weight;
        self.squares += other.squares;
    }
}

impl Add for Count {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

impl<'a> Sum<&'a Count> for Count {
    fn sum<I: Iterator<Item = &'a Count>>(counts: I) -> Self {
        counts.copied().sum()
    }
}

/// The moments of the numbers that people answered: with w for a weight and y for a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    /// Who answered: people, Σw and Σw².
    pub count: Count,
    /// Σwy.
    pub sum: f64,
    /// Σwy².
    pub sum_of_squares: f64,
    /// Σw²y: for the variance under weights, as is the next.
    pub squared_sum: f64,
    /// Σw²y².
    pub squared_sum_of_squares: f64,
}

impl Moments {
    /// Takes in one more person, who weighs `weight` and answered `number`.
    pub fn add_person(&mut self, number: f64, weight: f64) {
        let mut count = Count::default();
        count.add_person(weight);
        *self += Self::of_equal(number, count);
    }

    /// Gives the moments of people who all answered `number`.
    fn of_equal(number: f64, count: Count) -> Self {
        Self {
            count,
            sum: count.weight * number,
            sum_of_squares: count.weight * number * number,
            squared_sum: count.squares * number,
            squared_sum_of_squares: count.squares * number * number,
        }
    }

    /// Gives the moments of a scale's answers: each a number and who chose it.
    pub fn of_scale(answers: impl IntoIterator<Item = (f64, Count)>) -> Self {
        answers.into_iter().map(|(number, count)| Self::of_equal(number, count)).sum()
    }
}

impl AddAssign for Moments {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.sum_of_squares += other.sum_of_squares;
        self.squared_sum += other.squared_sum;
        self.squared_sum_of_squares += other.squared_sum_of_squares;
    }
}

impl Sum for Moments {
    fn sum<I: Iterator<Item = Self>>(moments: I) -> Self {
        moments.fold(Self::default(), |mut all, one| {
            all += one;
            all
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Moments};

    #[test]
    fn counts_add_up() {
        let mut weighted = Count::default();
        weighted.add_person(2.0);
        weighted.add_person(0.5);
        assert_eq!(weighted, Count { people: 2, weight: 2.5, squares: 4.25 });
        let all: Count = [weighted, Count::of(3)].iter().sum();
        assert_eq!(all, Count { people: 5, weight: 5.5, squares: 7.25 });
    }

    #[test]
    fn a_scale_has_the_moments_of_its_people() {
        let mut one_by_one = Moments::default();
        for number in [1.0, 2.0, 2.0] {
            one_by_one.add_person(number, 1.0);
        }
        let scale = [(1.0, Count::of(1)), (2.0, Count::of(2))];
        assert_eq!(Moments::of_scale(scale), one_by_one);
        assert_eq!((one_by_one.sum, one_by_one.sum_of_squares), (5.0, 9.0));
    }
}
