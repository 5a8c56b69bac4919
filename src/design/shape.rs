//! What a part is, as formulas, and the solid that they give at the values of a build.

use crate::cutting::Grain;
use crate::expr::{MAX_HOLES, Reg};
use crate::geometry::{
    Bar, Bent, Bought, Corner, Cut, Drill, Fold, Hole, Loft, Look, Notch, Panel, Path, Profile, Region, Size, Solid,
    Strip, Swept, Turned, Vec3,
};

/// What a part is, as formulas.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A bar of the section of its stock.
    Bar {
        /// Length of the centre line.
        length: Reg,
        /// How its ends are cut.
        cuts: [CutRule; 2],
        /// Holes across it.
        holes: Vec<HoleRule>,
        /// Notches in a board.
        notches: Vec<NotchRule>,
        /// Corners of its own section where that is not all of the stock's; else none.
        section: Vec<CornerRule>,
    },
    /// A thing that is used whole: a block of length, width and thickness.
    Block(Look, [Reg; 3]),
    /// A thing that is used whole: a cylinder of length and diameter; its hole or shaft.
    Round(Look, [Reg; 2], Option<Reg>),
    /// A piece out of a sheet.
    Panel {
        /// Its edge.
        edge: Edge,
        /// Holes in it.
        holes: Vec<HoleRule>,
        /// How far the cut of each side leans inwards.
        bevels: Vec<Reg>,
        /// How it lies to the grain.
        grain: Grain,
    },
    /// A piece out of a sheet, bent.
    Bent {
        /// Straight lengths.
        flats: Vec<Reg>,
        /// Angles of the bends between them.
        bends: Vec<Reg>,
        /// Inside radius of the bends.
        radius: Reg,
        /// Share of the thickness at which the neutral fibre lies.
        k_factor: Reg,
        /// Across.
        width: Reg,
        /// Holes in the flat piece.
        holes: Vec<HoleRule>,
        /// How it lies to the grain.
        grain: Grain,
    },
    /// A piece out of the wall of a pipe.
    Strip {
        /// Corners on the unrolled wall.
        corners: Vec<CornerRule>,
        /// Holes in it.
        holes: Vec<HoleRule>,
    },
    /// A body through sections, carved out of a board.
    Loft {
        /// Corners of its profile, for a chord of 1.
        profile: Vec<[Reg; 2]>,
        /// Its sections.
        sections: Vec<SectionRule>,
    },
    /// A body turned out of a rod: corners along its axis and away from it.
    Turned(Vec<[Reg; 2]>),
    /// A rod, pipe or wire bent along a path: corners and the radius of its bends.
    Swept(Vec<[Reg; 3]>, Reg),
    /// A coil: diameter, straight sides, pitch, turns, layers.
    Coil([Reg; 5]),
}

/// How an end is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CutRule {
    /// Straight: its lean on the flat side, and on the edge.
    Plane(Reg, Option<Reg>),
    /// To fit a pipe: its diameter, its lean, how its direction is turned.
    Cope([Reg; 3]),
}

/// A corner and the radius to which it is rounded, negative where it is bored free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CornerRule {
    /// Where.
    pub at: [Reg; 2],
    /// Its radius.
    pub radius: Option<Reg>,
}

/// A hole, or a row of them.
#[derive(Clone, Debug, PartialEq)]
pub struct HoleRule {
    /// Where: along the part and across.
    pub at: [Reg; 2],
    /// What is cut.
    pub cut: HoleCut,
    /// Whether it runs through the flat sides; else through the edges.
    pub through_flat: bool,
    /// How many, and how far from each to the next.
    pub row: Option<(Reg, [Reg; 2])>,
}

/// What is cut for a hole.
#[derive(Clone, Debug, PartialEq)]
pub enum HoleCut {
    /// A round hole of a diameter.
    Round(Reg),
    /// A rectangle around its place, and the radius of the mill that bores its corners free.
    Slot([Reg; 2], Option<Reg>),
    /// Corners, counted from its place.
    Corners(Vec<CornerRule>),
}

/// A notch: from, to and depth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotchRule {
    /// From and to along the bar, and how deep.
    pub sizes: [Reg; 3],
    /// Whether it is cut into a flat side; else into an edge.
    pub into_flat: bool,
    /// Whether into the side with positive coordinates.
    pub from_top: bool,
}

/// The edge of a panel.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// A rectangle of a length and a width.
    Rectangle([Reg; 2]),
    /// Corners, x along its length and y across.
    Corners(Vec<CornerRule>),
    /// A disc of a diameter.
    Disc(Reg),
}

/// A section of a carved body: place, chord and twist, and how far it is moved across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectionRule {
    /// Place along the part, chord, twist.
    pub sizes: [Reg; 3],
    /// Along y and z.
    pub shift: Option<[Reg; 2]>,
}

/// What stock is across.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// Of a bar.
    Bar(Profile),
    /// Thickness of a sheet, metres.
    Plate(f64),
    /// It has none; the rule says what stands for it.
    Whole,
}

impl Shape {
    /// The sizes that must be positive, and what people call them.
    pub fn sizes(&self) -> Vec<(Reg, &'static str)> {
        let named = |sizes: &[Reg], names: [&'static str; 3]| sizes.iter().copied().zip(names).collect();
        match self {
            Self::Bar { length, .. } => named(&[*length], ["length", "", ""]),
            Self::Block(_, sizes) => named(sizes, ["length", "width", "thickness"]),
            Self::Round(_, sizes, _) => named(sizes, ["length", "diameter", ""]),
            Self::Panel { edge: Edge::Rectangle(sizes), .. } => named(sizes, ["length", "width", ""]),
            Self::Panel { edge: Edge::Disc(diameter), .. } => named(&[*diameter], ["diameter", "", ""]),
            Self::Bent { width, .. } => named(&[*width], ["width", "", ""]),
            _ => Vec::new(),
        }
    }

    /// How it lies to the grain of a sheet.
    pub fn grain(&self) -> Grain {
        match self {
            Self::Panel { grain, .. } | Self::Bent { grain, .. } => *grain,
            _ => Grain::Any,
        }
    }

    /// The solid of one copy; `at` reads a formula. Nothing where the stock is of another kind, which the reader
    /// does not let through.
    pub(super) fn solid(&self, section: Section, at: &dyn Fn(Reg) -> f64) -> Option<Solid> {
        let straight = |cut: &CutRule| match cut {
            CutRule::Plane(mitre, bevel) => Some(Cut::Plane { mitre: at(*mitre), bevel: bevel.map_or(0.0, at) }),
            CutRule::Cope(_) => None,
        };
        if let (Self::Bar { length, cuts: [start, end], holes, notches, section: own }, Section::Bar(profile)) =
            (self, section)
            && holes.is_empty()
            && notches.is_empty()
            && own.is_empty()
            && let (Some(start), Some(end)) = (straight(start), straight(end))
        {
            return Some(Solid::Bar(Bar { cuts: [start, end], ..Bar::straight(at(*length), profile) }));
        }
        self.any_solid(section, at)
    }

    #[inline(never)] // a first visit does without
    fn any_solid(&self, section: Section, at: &dyn Fn(Reg) -> f64) -> Option<Solid> {
        let pair = |regs: &[Reg; 2]| regs.map(at);
        Some(match (self, section) {
            (Self::Block(look, sizes), _) => {
                Solid::Bought(Bought { look: *look, size: Size::Block(sizes.map(at)), bore: None })
            }
            (Self::Round(look, sizes, bore), _) => {
                Solid::Bought(Bought { look: *look, size: Size::Round(pair(sizes)), bore: bore.map(at) })
            }
            (Self::Bar { length, cuts, holes, notches, section }, Section::Bar(profile)) => Solid::Bar(Bar {
                length: at(*length),
                profile,
                section: (!section.is_empty()).then(|| Region { corners: corners(section, at), holes: Vec::new() }),
                cuts: cuts.map(|cut| match cut {
                    CutRule::Plane(mitre, bevel) => Cut::Plane { mitre: at(mitre), bevel: bevel.map_or(0.0, at) },
                    CutRule::Cope(sizes) => {
                        let [diameter, mitre, turn] = sizes.map(at);
                        Cut::Cope { diameter, mitre, turn }
                    }
                }),
                drills: rows(holes, at)
                    .filter_map(|(hole, place)| match hole.cut {
                        HoleCut::Round(diameter) => {
                            Some(Drill { through_flat: hole.through_flat, at: place, diameter: at(diameter) })
                        }
                        _ => None,
                    })
                    .collect(),
                notches: notches
                    .iter()
                    .map(|notch| {
                        let [from, to, depth] = notch.sizes.map(at);
                        let NotchRule { into_flat, from_top, .. } = *notch;
                        Notch { into_flat, from_top, stretch: [from, to], depth }
                    })
                    .collect(),
            }),
            (Self::Panel { edge, holes, bevels, .. }, Section::Plate(thickness)) => {
                let edge = match edge {
                    Edge::Rectangle(sizes) => {
                        let [length, width] = pair(sizes);
                        Region::rectangle(length, width)
                    }
                    Edge::Corners(rules) => Region { corners: corners(rules, at), holes: Vec::new() },
                    Edge::Disc(diameter) => Region::disc(at(*diameter)),
                };
                let region = Region { holes: cut_out(holes, at), ..edge };
                Solid::Panel(Panel { region, thickness, bevels: bevels.iter().map(|r| at(*r)).collect() })
            }
            (Self::Bent { flats, bends, radius, k_factor, width, holes, .. }, Section::Plate(thickness)) => {
                let fold = |angle: &Reg| Fold { angle: at(*angle), radius: at(*radius) };
                Solid::Bent(Bent {
                    flats: flats.iter().map(|r| at(*r)).collect(),
                    folds: bends.iter().map(fold).collect(),
                    width: at(*width),
                    thickness,
                    k_factor: at(*k_factor),
                    holes: cut_out(holes, at),
                })
            }
            (Self::Strip { corners: rules, holes }, Section::Bar(Profile::Pipe(pipe))) => {
                let region = Region { corners: corners(rules, at), holes: cut_out(holes, at) };
                Solid::Strip(Strip { region, pipe })
            }
            (Self::Loft { profile, sections }, Section::Bar(Profile::Board(stock))) => {
                let profile: Vec<[f64; 2]> = profile.iter().map(pair).collect();
                let section = |rule: &SectionRule| {
                    let [x, chord, twist] = rule.sizes.map(at);
                    (x, Loft::placed(&profile, chord, twist, rule.shift.map_or([0.0; 2], |shift| pair(&shift))))
                };
                Solid::Loft(Loft { sections: sections.iter().map(section).collect(), stock })
            }
            (Self::Turned(outline), Section::Bar(Profile::Rod(stock))) => {
                Solid::Turned(Turned { outline: outline.iter().map(pair).collect(), stock })
            }
            (Self::Swept(points, radius), Section::Bar(profile)) => {
                let points = points.iter().map(|p| Vec3::from(p.map(at))).collect();
                Solid::Swept(Swept { profile, path: Path::Corners(points, at(*radius)) })
            }
            (Self::Coil(sizes), Section::Bar(profile)) => {
                let [diameter, straight, pitch, turns, layers] = sizes.map(at);
                // Out of range in either direction is refused by the coil itself.
                let layers = if layers.is_finite() { libm::round(layers).clamp(0.0, 1e4) as usize } else { 0 };
                Solid::Swept(Swept { profile, path: Path::Coil { diameter, straight, pitch, turns, layers } })
            }
            _ => return None,
        })
    }
}

fn corners(rules: &[CornerRule], at: &dyn Fn(Reg) -> f64) -> Vec<Corner> {
    rules.iter().map(|rule| Corner { at: rule.at.map(at), radius: rule.radius.map_or(0.0, at) }).collect()
}

/// Every hole of the rules and its place; one more than are allowed where a row has too many.
fn rows<'a>(rules: &'a [HoleRule], at: &'a dyn Fn(Reg) -> f64) -> impl Iterator<Item = (&'a HoleRule, [f64; 2])> {
    let one = move |rule: &'a HoleRule| {
        let (count, step) = rule.row.map_or((1.0, [0.0; 2]), |(count, step)| (at(count), step.map(at)));
        let count = if count.is_finite() { libm::round(count).clamp(0.0, MAX_HOLES as f64 + 1.0) as usize } else { 0 };
        let start = rule.at.map(at);
        (0..count).map(move |k| (rule, [0, 1].map(|c| start[c] + k as f64 * step[c])))
    };
    rules.iter().flat_map(one).take(MAX_HOLES + 1)
}

fn cut_out(rules: &[HoleRule], at: &dyn Fn(Reg) -> f64) -> Vec<Hole> {
    let hole = |(rule, [x, y]): (&HoleRule, [f64; 2])| match &rule.cut {
        HoleCut::Round(diameter) => Hole::Round([x, y], at(*diameter)),
        HoleCut::Slot(sizes, relief) => {
            let [a, b] = sizes.map(|r| at(r) / 2.0);
            let radius = relief.map_or(0.0, |r| -at(r));
            Hole::Cut([[-a, -b], [a, -b], [a, b], [-a, b]].map(|[p, q]| Corner { at: [x + p, y + q], radius }).to_vec())
        }
        HoleCut::Corners(rules) => {
            let moved = |c: Corner| Corner { at: [x + c.at[0], y + c.at[1]], ..c };
            Hole::Cut(corners(rules, at).into_iter().map(moved).collect())
        }
    };
    rows(rules, at).map(hole).collect()
}
