//! Which cells of a distribution must be hidden, so that nobody is recognised by an answer.

/// Cells of fewer people are hidden, the same number as for bases: what is too small to be a
/// group is too small to be an answer of one.
pub const CELL_LEAST: u64 = 10;

/// Whether a cell may be published: its count, its weights, its share and whatever follows from
/// them, on pages and in what can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It may.
    Shown,
    /// It has too few people.
    Primary,
    /// It would give away another.
    Complementary,
}

impl Cell {
    /// Tells whether it is published.
    pub fn is_shown(self) -> bool {
        self == Self::Shown
    }
}

/// What may be published of the answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Each answer.
    pub cells: Vec<Cell>,
    /// All together: the base.
    pub total: Cell,
}

/// Tells which answers of a question must be hidden, when their sum is published.
///
/// Primary: of fewer than `least` people but more than 0 ([`CELL_LEAST`], if nothing asks for
/// more). A zero is shown: it says something of everyone and of no one. Complementary: the
/// smallest other answers, until at least two are hidden, together they have `least` people (else
/// their sum, which anyone can compute, were itself too small a cell), and one of them at least
/// has more than one person (else all were known to be one). If none is left to hide, the base is
/// hidden too; a base of fewer than `least` people hides everything, zeros included.
///
/// It cannot know what else is published: a question shown in two tables must be hidden alike in
/// both. Source: Hundepool et al., *Handbook on Statistical Disclosure Control*,
/// <https://sdctools.github.io/HandbookSDC/>.
pub fn suppress(people: &[u64], least: u64) -> Suppression {
    let total = sum(people.iter().copied());
    if total < u128::from(least) {
        return Suppression { cells: vec![Cell::Primary; people.len()], total: Cell::Primary };
    }
    let primary = |people: &u64| match *people > 0 && *people < least {
        true => Cell::Primary,
        false => Cell::Shown,
    };
    let mut cells: Vec<Cell> = people.iter().map(primary).collect();
    while !is_safe(people, &cells, least) {
        let shown = (0..people.len()).filter(|index| cells[*index].is_shown());
        let Some(next) =
            shown.filter(|index| people[*index] > 0).min_by_key(|index| people[*index])
        else {
            return Suppression { cells, total: Cell::Complementary };
        };
        cells[next] = Cell::Complementary;
    }
    Suppression { cells, total: Cell::Shown }
}

/// Tells whether no hidden cell can be recomputed from the total.
fn is_safe(people: &[u64], cells: &[Cell], least: u64) -> bool {
    let hidden = people.iter().zip(cells).filter(|(_, cell)| !cell.is_shown());
    let hidden: Vec<u64> = hidden.map(|(people, _)| *people).collect();
    let sum = sum(hidden.iter().copied());
    let is_many = hidden.len() > 1 && hidden.iter().any(|people| *people > 1);
    hidden.is_empty() || (is_many && sum >= u128::from(least))
}

/// Adds people; no input makes it overflow.
pub(super) fn sum(people: impl Iterator<Item = u64>) -> u128 {
    people.map(u128::from).sum()
}

#[cfg(test)]
mod tests {
    use super::{CELL_LEAST, Cell, suppress};

    /// Writes each cell as a letter: shown, primary, complementary; the total last.
    fn letters(people: &[u64]) -> String {
        let got = suppress(people, CELL_LEAST);
        got.cells.iter().chain([&got.total]).map(letter).collect()
    }

    fn letter(cell: &Cell) -> char {
        match cell {
            Cell::Shown => 's',
            Cell::Primary => 'p',
            Cell::Complementary => 'c',
        }
    }

    #[test]
    fn distributions_hide_small_cells_and_what_gives_them_away() {
        for (people, expected) in [
            (&[][..], "p"),
            (&[3, 4], "ppp"),
            (&[0, 9], "ppp"),
            (&[10], "ss"),
            (&[50, 0, 30], "ssss"),
            // One alone takes the smallest other with it.
            (&[50, 9, 30], "spcs"),
            (&[50, 9, 0, 30], "spscs"),
            // Two of 9 together are enough, two of 2 and 3 are not.
            (&[9, 9, 50], "ppss"),
            (&[2, 3, 50, 20], "ppscs"),
            // Ten answers of one person each are known, unless the base is not.
            (&[1; 10], "ppppppppppc"),
            (&[1, 9], "pps"),
            (&[u64::MAX, u64::MAX, 1], "csps"),
        ] {
            assert_eq!(letters(people), expected, "{people:?}");
        }
    }

    #[test]
    fn nothing_is_small_where_nothing_is_too_few() {
        assert!(suppress(&[1, 2], 0).cells.iter().all(|cell| cell.is_shown()));
        assert!(suppress(&[], 0).total.is_shown());
    }

    /// Hidden cells of at least one person each can be anything that leaves one for every other:
    /// more than one number, unless there is one cell or all are one.
    #[test]
    fn no_hidden_cell_can_be_recomputed() {
        for code in 0..7_u64.pow(3) {
            let people = [code % 7, code / 7 % 7, code / 49];
            let got = suppress(&people, 4);
            if !got.total.is_shown() {
                continue;
            }
            let hidden: Vec<u64> =
                (0..3).filter(|index| !got.cells[*index].is_shown()).map(|i| people[i]).collect();
            let (cells, sum) = (hidden.len() as u64, hidden.iter().sum::<u64>());
            let could_be = (1..=sum).filter(|value| value + cells - 1 <= sum).count();
            assert!(cells == 0 || (cells > 1 && could_be > 1 && sum >= 4), "{people:?} {got:?}");
        }
    }
}
