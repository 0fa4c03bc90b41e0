//! What the program is called, and its icons: its own, or neutral ones that tell nobody what it is for.

use crate::{Look, Site};
use domain::neutral;

/// A name with what belongs to it. The icons are names of [assets](crate::asset).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) name: &'static str,
    /// Whether what a page is about stays out of its tab, too.
    pub(crate) is_neutral: bool,
    pub(crate) about: &'static str,
    pub(crate) icon: &'static str,
    /// 192 pixels.
    pub(crate) touch_icon: &'static str,
    /// 512 pixels.
    pub(crate) large_icon: &'static str,
    /// The same with room to be cut round.
    pub(crate) maskable_icon: &'static str,
}

impl Called {
    pub(crate) const BACKWISE: Self = Self {
        name: "Backwise",
        is_neutral: false,
        about: "Find out whether massage helps your back.",
        icon: "icon.svg",
        touch_icon: "icon-192.png",
        large_icon: "icon-512.png",
        maskable_icon: "icon-maskable.png",
    };

    const NEUTRAL: Self = Self {
        name: neutral::NAME,
        is_neutral: true,
        about: "A private diary.",
        icon: "diary.svg",
        touch_icon: "diary-192.png",
        large_icon: "diary-512.png",
        maskable_icon: "diary-maskable.png",
    };

    /// As the person wants it.
    pub(crate) fn by(look: &Look) -> &'static Self {
        if neutral::is_on(&look.person) { &Self::NEUTRAL } else { &Self::BACKWISE }
    }

    /// As the person of a site wants it, where the journal can be read.
    pub(crate) fn on(site: &Site) -> &'static Self {
        site.look().map_or(&Self::BACKWISE, |look| Self::by(&look))
    }
}
