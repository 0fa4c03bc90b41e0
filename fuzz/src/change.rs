//! Changes of a file, as a hostile or broken program makes them: always the same ones for the same file.

/// What readers trip over.
const ODD: [&[u8]; 40] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"-",
    b"0",
    b"1e400",
    b"-1",
    b"99999999999999999999",
    b"NaN",
    b"null",
    b"true",
    b"=1+1",
    b"@",
    b"'",
    b"2026-02-30",
    b"9999-12-31",
    b"-9999-01-01",
    b"0000-00-00",
    b"24:00",
    b"2026-03-29T02:30",
    b"\\u0000",
    b"\\ud800",
    b"\xC3",
    b"\xF0\x9F\x98\x80",
    b"sessions_",
    b"~",
];

/// An endless row of changed files.
pub struct Changes<'a> {
    file: &'a [u8],
    other: &'a [u8],
    state: u64,
}

impl<'a> Changes<'a> {
    /// Changes of a file; parts of the other one are put into it.
    #[must_use]
    pub fn of(file: &'a [u8], other: &'a [u8], seed: u64) -> Self {
        Self { file, other, state: seed }
    }

    /// The next number (`SplitMix64`).
    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.draw() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// A part of some length, at most `most`.
    fn part(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let long = self.below(most + 1);
        from..(from + long).min(length)
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let place = self.below(bytes.len() + 1);
        match self.draw() % 8 {
            0 => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << (self.draw() % 8);
                }
            }
            1 => {
                let part = self.part(bytes.len(), 64);
                bytes.drain(part);
            }
            2 => {
                let part = self.part(bytes.len(), 64);
                let copy = bytes.get(part).unwrap_or_default().to_vec();
                bytes.splice(place..place, copy);
            }
            3 => {
                let part = self.part(self.other.len(), 128);
                let copy = self.other.get(part).unwrap_or_default().to_vec();
                bytes.splice(place..place, copy);
            }
            4 => bytes.truncate(place),
            5 => {
                let byte = self.draw().to_le_bytes()[0];
                bytes.splice(place..place, [byte]);
            }
            6 => {
                // A number becomes another one.
                if let Some(byte) = bytes.iter_mut().skip(place).find(|byte| byte.is_ascii_digit()) {
                    *byte = b'0' + (self.state % 10) as u8;
                }
            }
            _ => {
                let odd = ODD[self.below(ODD.len())];
                let end = (place + self.below(odd.len() + 1)).min(bytes.len());
                bytes.splice(place..end, odd.iter().copied());
            }
        }
    }
}

impl Iterator for Changes<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut bytes = self.file.to_vec();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes);
        }
        Some(bytes)
    }
}
