//! JSON as people write it, read without losing anything.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// The largest whole number that every JSON program writes without loss: 2^53.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Reads one JSON value.
///
/// A name that stands twice in an object is an error: of `{"fever": "yes", "fever": "no"}` no half may get lost. A
/// whole number may be written as `59.0`.
pub(super) fn read(text: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice::<Whole>(text).map(|whole| whole.0)
}

/// What is wrong with a text, without the line: the caller knows better which line it is.
pub(super) fn explain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    if error.is_data() { what.to_owned() } else { format!("not JSON: {what} (column {})", error.column()) }
}

struct Whole(Value);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && (0.0..=MOST_WHOLE).contains(&value) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range"
            )]
            return Ok(Value::from(value as u64));
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Whole(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if map.contains_key(&name) {
                return Err(A::Error::custom(format!("`{}` is given twice", super::shortened(&name))));
            }
            let Whole(value) = fields.next_value()?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_given_twice_is_an_error_at_any_depth() {
        let error = read(br#"{"facts": {"fever": "yes", "fever": "no"}}"#).unwrap_err();
        assert_eq!(explain(&error), "`fever` is given twice");
    }

    #[test]
    fn all_else_is_read_as_it_stands() {
        let text = r#"{"a": [null, true, -1, 0.25, "ä\n", {}], "b": 59.0, "c": 1e3, "d": -0.5, "e": 18446744073709551615}"#;
        let value =
            json!({"a": [null, true, -1, 0.25, "ä\n", {}], "b": 59, "c": 1000, "d": -0.5, "e": u64::MAX});
        assert_eq!(read(text.as_bytes()).unwrap(), value);
        assert!(read(b"{} {}").is_err());
        assert!(read(b"1e999").is_err());
    }
}
