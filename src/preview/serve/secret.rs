//! Secrets that nobody can guess.

use crate::ground::{Failure, Words};

/// As long as a fingerprint: 128 bits.
const SECRET_BYTES: usize = 16;

/// Makes a secret: 32 hexadecimal digits from the system's source of chance.
pub(in crate::preview) fn secret() -> Result<String, Failure> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|cause| {
        let action = Words::new("no se pudo pedir azar a", "could not ask for chance");
        Failure::new(action, "getrandom", cause)
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Tells whether two texts are equal, in a time that does not tell where they differ.
pub(in crate::preview) fn are_equal(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    let difference = pairs.fold(0, |sum, (left, right)| std::hint::black_box(sum | (left ^ right)));
    one.len() == other.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (one, other) = (secret().unwrap(), secret().unwrap());
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()), "{one}");
        assert_ne!(one, other);
    }

    #[test]
    fn texts_are_equal_only_to_themselves() {
        for (one, other, expected) in
            [("a1", "a1", true), ("a1", "a2", false), ("a1", "a", false), ("", "", true)]
        {
            assert_eq!(are_equal(one, other), expected, "{one} {other}");
        }
    }
}
