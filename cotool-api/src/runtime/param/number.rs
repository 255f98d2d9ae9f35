//! Numbers as text.

use super::ParamError;

/// The shortest text that reads back as the same number: `0`, `1.5`, `1e21`. Whole numbers have no point.
pub(super) fn double(number: f64) -> Result<String, ParamError> {
    written(number, number.abs(), &number, &number)
}

/// As [`double`], for the shorter type, so that `0.03` stays `0.03`.
pub(super) fn single(number: f32) -> Result<String, ParamError> {
    written(f64::from(number), f64::from(number.abs()), &number, &number)
}

fn written(
    number: f64,
    size: f64,
    plain: &dyn std::fmt::Display,
    scientific: &dyn std::fmt::LowerExp,
) -> Result<String, ParamError> {
    if !number.is_finite() {
        return Err(ParamError::new(format!(
            "{number} is not a number that can be sent"
        )));
    }
    if size == 0.0 {
        return Ok("0".to_owned());
    }
    // Beyond these sizes the plain form is a long row of zeros.
    if (1e-7..1e21).contains(&size) {
        Ok(plain.to_string())
    } else {
        Ok(format!("{scientific:e}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_shortest_form() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1, "0.1"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (1.5e-7, "0.00000015"),
            (1.5e-8, "1.5e-8"),
        ];
        for (number, text) in cases {
            assert_eq!(double(number).unwrap(), text);
        }
        assert_eq!(single(0.03).unwrap(), "0.03");
        assert_eq!(single(0.0).unwrap(), "0");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(double(f64::NAN).is_err());
        assert!(double(f64::INFINITY).is_err());
        assert!(single(f32::NEG_INFINITY).is_err());
    }
}
