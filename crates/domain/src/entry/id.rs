//! Ids of persons and entries: given from outside, never drawn here.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A text or UUID that is not an id of Backwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// The text is not a UUID.
    #[error("`{0}` is not an id (an id looks like 01900000-0000-7000-8000-000000000000)")]
    NotAUuid(String),
    /// It is a UUID, but not one that begins with its time.
    #[error("id {0} is not of version 7")]
    NotVersion7(Uuid),
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// A UUID of version 7: it begins with the time at which it was drawn, so ids sort by age.
        ///
        /// ```
        #[doc = concat!("use domain::entry::", stringify!($name), ";")]
        ///
        #[doc = concat!("let id: ", stringify!($name), " = \"01900000-0000-7000-8000-000000000001\".parse()?;")]
        /// assert_eq!(id.to_string(), "01900000-0000-7000-8000-000000000001");
        #[doc = concat!("assert!(\"seven\".parse::<", stringify!($name), ">().is_err());")]
        /// # Ok::<(), domain::entry::InvalidId>(())
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "Uuid", into = "Uuid")]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID that was drawn elsewhere.
            ///
            /// # Errors
            ///
            /// [`InvalidId::NotVersion7`] if it is of another version.
            pub fn new(uuid: Uuid) -> Result<Self, InvalidId> {
                if uuid.get_version_num() == 7 { Ok(Self(uuid)) } else { Err(InvalidId::NotVersion7(uuid)) }
            }

            /// The id of a moment, in milliseconds since 1970, and ten random bytes.
            ///
            /// ```
            #[doc = concat!("use domain::entry::", stringify!($name), ";")]
            ///
            #[doc = concat!("assert!(", stringify!($name), "::from_millis(1, [9; 10]) < ", stringify!($name), "::from_millis(2, [0; 10]));")]
            /// ```
            #[must_use]
            pub const fn from_millis(millis: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }

        impl TryFrom<Uuid> for $name {
            type Error = InvalidId;

            fn try_from(uuid: Uuid) -> Result<Self, InvalidId> {
                Self::new(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text.parse().map_err(|_| InvalidId::NotAUuid(text.to_owned()))?)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

id! {
    /// The id of one entry of the journal.
    EntryId
    /// The id of a person: whose back it is.
    PersonId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_another_version_is_refused() {
        let error = "01900000-0000-4000-8000-000000000001".parse::<EntryId>().unwrap_err();
        assert_eq!(error.to_string(), "id 01900000-0000-4000-8000-000000000001 is not of version 7");
        let error = "seven".parse::<PersonId>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`seven` is not an id (an id looks like 01900000-0000-7000-8000-000000000000)"
        );
    }

    #[test]
    fn an_id_in_json_is_checked_too() {
        let text = "\"01900000-0000-7000-8000-000000000001\"";
        let id: EntryId = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), text);
        assert!(serde_json::from_str::<EntryId>("\"01900000-0000-4000-8000-000000000001\"").is_err());
    }
}
