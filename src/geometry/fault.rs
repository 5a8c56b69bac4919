//! Why a solid cannot be made.

/// What is wrong with the sizes of a solid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A size is zero, negative, not a number, or beyond a kilometre.
    Size,
    /// Corners on one line, or sides that cross.
    Outline,
    /// A hole that leaves the face, or holes that meet.
    Hole,
    /// A notch as deep as the piece, or notches that meet.
    Notch,
    /// A cut end that the other end, or the piece it should fit, does not leave room for.
    End,
    /// A rounding, bend or winding tighter than its material allows.
    Bend,
    /// Larger across than the stock that it is made from.
    Stock,
    /// More points, turns or holes than are drawn.
    Many,
}

impl Fault {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Size => {
                "a size comes out as zero, negative or not a number: make the whole larger or choose thinner stock"
            }
            Self::Outline => "its corners lie on one line, or its sides cross: look at their order and sizes",
            Self::Hole => "a hole reaches over an edge or into another hole: move it, or make it smaller",
            Self::Notch => {
                "a notch is as deep as the piece, leaves it, or meets another: notches of one piece lie apart, all on its edges or all on its flat sides"
            }
            Self::End => {
                "its end cuts cross, or a cope is smaller than the pipe that it is cut into: make it longer, or the angles smaller"
            }
            Self::Bend => {
                "a rounding does not fit beside its neighbours, or a bend or winding is tighter than its material allows: change its radius"
            }
            Self::Stock => "it is larger across than the stock in its slot: make it smaller, or ask for larger stock",
            Self::Many => "it has more points, turns or holes than the manual allows: look at its counts",
        }
    }
}

/// Whether this is a size that something can have, metres.
pub(super) fn is_size(size: f64) -> bool {
    size > 1e-6 && size < 1e3
}

/// Whether this is a place that something can have, metres.
pub(super) fn is_place(place: f64) -> bool {
    place.abs() < 1e3
}

/// A fault where something does not hold.
pub(super) fn holds(holds: bool, fault: Fault) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(fault) }
}
