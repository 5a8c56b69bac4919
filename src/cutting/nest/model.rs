//! The problem in whole micrometres and cents: what can be used of it, and why the rest cannot.

use super::ring::{Corner, Ring, extent, hull, perimeter, ring, turned, twice_area};
use super::{NestPart, NestProblem, NestSheet, RefusedSheet, Turns};
use crate::cutting::Unplaced;
use crate::stock::{Outline, Polygon};

/// Most parts planned at once.
pub(super) const MAX_PARTS: usize = 1_000;
/// Most sheets considered of all kinds together, and most corners of an outline.
const MAX_SHEETS: usize = 500;
const MAX_CORNERS: usize = 500;
/// Farthest corner from the origin, and widest clearance (m).
const FARTHEST: f64 = 100.0;
/// Play between parts: so many µm, and so much of the widest sheet, which is some units of single precision.
const PLAY: f64 = 4.0;
const PLAY_SHARE: f64 = 4e-7;
/// A whole turn, in hundredths of a degree, and what parts that may be turned by any angle are turned by.
const ROUND: i32 = 36_000;
const ANY: i32 = 500;

/// Parts that are alike.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    /// Index in the problem.
    pub part: usize,
    /// The outline without its holes, counterclockwise.
    pub ring: Ring,
    pub count: usize,
    /// All its ways to lie (hundredths of a degree).
    pub turns: Vec<i32>,
}

/// Sheets that are alike.
#[derive(Clone, Debug)]
pub(super) struct Stock {
    /// Index in the problem.
    pub sheet: usize,
    /// The outline, counterclockwise.
    pub ring: Ring,
    /// Holes and defects, counterclockwise.
    pub zones: Vec<Ring>,
    pub copies: usize,
    /// Money for opening one (cents), and area that counts as opened (mm²).
    pub cents: i64,
    pub area: i64,
    /// Room for parts that are grown by half the spacing (µm²), never told too small.
    pub room: f64,
    /// How far parts must stay away from its edge (µm).
    pub margin: f64,
    /// Which ways to lie each kind has here, by their indices.
    pub ways: Vec<Vec<usize>>,
}

/// The whole problem.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub kinds: Vec<Kind>,
    pub stocks: Vec<Stock>,
    /// Parts and sheets are kept farther apart than asked for by twice this (µm): single precision does not eat it up.
    pub play: f64,
    /// How far outlines of parts are grown (µm): half the spacing and the play.
    pub growth: f64,
    /// The kind of each single part that has a place to go, large ones first.
    pub units: Vec<usize>,
    /// Area of each kind, grown by half the spacing (µm²), never told too large.
    pub areas: Vec<f64>,
    /// What cannot be placed, how many of it are proven so, and sheets that cannot be used.
    pub unplaced: Vec<Unplaced>,
    pub impossible: u32,
    pub refused: Vec<RefusedSheet>,
}

impl Model {
    /// Reads what is sound; the rest is told with its reason.
    pub fn new(problem: &NestProblem) -> Self {
        let mut model = Self::default();
        let settings = problem.settings;
        let sound = |v: f64| (0.0..=1.0).contains(&v);
        if !sound(settings.spacing) || !sound(settings.margin) {
            for part in problem.parts.iter().filter(|part| part.count > 0) {
                model.impossible = model.impossible.saturating_add(part.count);
                let reason = "the spacing or the margin is not between 0 and 1 m; correct it".to_owned();
                model.unplaced.push(Unplaced { part: part.part.clone(), count: part.count, reason });
            }
            return model;
        }
        let spacing = outward(settings.spacing);
        for (index, sheet) in problem.sheets.iter().enumerate() {
            match read_sheet(problem, index, sheet, spacing) {
                Ok(stock) if stock.copies == 0 => {}
                Ok(_) if model.stocks.len() == MAX_SHEETS => {
                    let reason = format!("only {MAX_SHEETS} kinds of sheets are looked at; leave some out");
                    model.refused.push(RefusedSheet { sheet: sheet.id.clone(), reason });
                }
                Ok(stock) => model.stocks.push(stock),
                Err(reason) => model.refused.push(RefusedSheet { sheet: sheet.id.clone(), reason }),
            }
        }
        let widest = model
            .stocks
            .iter()
            .map(|stock| extent(&stock.ring))
            .fold(0, |widest: i64, [low, high]| widest.max(high[0] - low[0]).max(high[1] - low[1]));
        model.play = PLAY + PLAY_SHARE * widest as f64;
        model.growth = spacing / 2.0 + model.play;
        for (index, part) in problem.parts.iter().enumerate().filter(|(_, part)| part.count > 0) {
            model.add_part(problem, index, part);
        }
        for (kind, k) in model.kinds.iter().enumerate() {
            model.units.extend(std::iter::repeat_n(kind, k.count));
            let root = libm::sqrt(twice_area(&k.ring) as f64 / 2.0);
            // The Brunn-Minkowski inequality: growing by a disc adds at least as much as to a disc of the same area.
            let grown = root + libm::sqrt(std::f64::consts::PI) * spacing / 2.0;
            model.areas.push(grown * grown);
        }
        let size = |kind: &usize| {
            let [low, high] = extent(&hull(&model.kinds[*kind].ring));
            let longest = (high[0] - low[0]).max(high[1] - low[1]);
            std::cmp::Reverse(i128::from(longest) * i128::from(longest) / 4 + twice_area(&model.kinds[*kind].ring))
        };
        let mut units = std::mem::take(&mut model.units);
        crate::order::sort_by_key(&mut units, size);
        model.units = units;
        let most = model.units.len();
        model.stocks.iter_mut().for_each(|stock| stock.copies = stock.copies.min(most));
        model
    }

    fn add_part(&mut self, problem: &NestProblem, index: usize, part: &NestPart) {
        let refuse = |model: &mut Self, count: u32, reason: String| {
            model.unplaced.push(Unplaced { part: part.part.clone(), count, reason });
        };
        if let Some(reason) = fault(&part.outline) {
            self.impossible = self.impossible.saturating_add(part.count);
            return refuse(self, part.count, reason);
        }
        let ring = counterclockwise(&part.outline.outer);
        let turns = turns(problem, part);
        let mut fits = false;
        for stock in &mut self.stocks {
            let sheet = &problem.sheets[stock.sheet];
            let ways =
                (0..turns.len()).filter(|k| runs_along(part, sheet, turns[*k]) && has_room(&ring, turns[*k], stock));
            stock.ways.push(ways.collect());
            fits |= stock.ways.last().is_some_and(|ways| !ways.is_empty());
        }
        if !fits {
            self.stocks.iter_mut().for_each(|stock| drop(stock.ways.pop()));
            if part.turns != Turns::Any || self.stocks.iter().all(|stock| stock.room * 2.0 < twice_area(&ring) as f64) {
                self.impossible = self.impossible.saturating_add(part.count);
            }
            return refuse(self, part.count, self.too_large(&ring));
        }
        let room = MAX_PARTS.saturating_sub(self.kinds.iter().map(|kind| kind.count).sum());
        let count = room.min(part.count as usize);
        if (count as u64) < u64::from(part.count) {
            let reason = format!("only {MAX_PARTS} parts are planned at once; plan the others after them");
            refuse(self, part.count - count as u32, reason);
        }
        self.kinds.push(Kind { part: index, ring, count, turns });
    }

    fn too_large(&self, ring: &[Corner]) -> String {
        let size = |ring: &[Corner]| {
            let [low, high] = extent(ring);
            [high[0] - low[0], high[1] - low[1]]
        };
        let write = |[x, y]: [i64; 2]| format!("{} × {} mm", (x + 500) / 1000, (y + 500) / 1000);
        let largest = self.stocks.iter().map(|stock| size(&stock.ring)).max_by_key(|[x, y]| x.saturating_mul(*y));
        let part = write(size(ring));
        match largest {
            Some(largest) => {
                format!(
                    "it measures {part}; no way that it may be turned fits a sheet, of which the largest is {}",
                    write(largest)
                )
            }
            None => format!("it measures {part}, and there is no sheet for it; add one"),
        }
    }
}

/// What is wrong with an outline.
fn fault(outline: &Outline) -> Option<String> {
    let polygons = || std::iter::once(&outline.outer).chain(&outline.holes);
    let corners: usize = polygons().map(Vec::len).sum();
    if corners > MAX_CORNERS {
        return Some(format!("its outline has {corners} corners; {MAX_CORNERS} are the most, leave some out"));
    }
    if !polygons().flatten().flatten().all(|v| v.abs() <= FARTHEST) {
        return Some("a corner of its outline is no place within 100 m; correct it".to_owned());
    }
    outline.problem().map(|fault| fault.why).or_else(|| {
        let ring = ring(&outline.outer);
        let [low, high] = extent(&ring);
        let thin = twice_area(&ring).abs() < 200_000 || (0..2).any(|axis| high[axis] - low[axis] < 100);
        thin.then(|| "it is thinner than 0.1 mm; check its unit".to_owned())
    })
}

fn read_sheet(problem: &NestProblem, index: usize, sheet: &NestSheet, spacing: f64) -> Result<Stock, String> {
    if let Some(fault) = fault(&sheet.outline) {
        return Err(fault);
    }
    if !(0.0..=1.0).contains(&sheet.tolerance) {
        return Err("its tolerance is not between 0 and 1 m; correct it".to_owned());
    }
    for (k, defect) in sheet.defects.iter().enumerate() {
        if let Some(fault) = fault(&Outline { outer: defect.clone(), holes: vec![] }) {
            return Err(format!("defect {}: {fault}", k + 1));
        }
    }
    let around = counterclockwise(&sheet.outline.outer);
    let holes: Vec<Ring> = sheet.outline.holes.iter().map(counterclockwise).collect();
    let twice = twice_area(&around) - holes.iter().map(|hole| twice_area(hole)).sum::<i128>();
    let margin = outward(problem.settings.margin) + outward(sheet.tolerance);
    // Steiner: growing by a distance adds no more than perimeter times distance and a disc.
    let reach = (spacing / 2.0 - margin).max(0.0);
    let around_length = perimeter(&around) + holes.iter().map(|hole| perimeter(hole)).sum::<f64>();
    Ok(Stock {
        sheet: index,
        copies: sheet.copies.map_or(usize::MAX, |copies| copies as usize),
        cents: if sheet.bought { (sheet.price.clamp(0.0, 1e6) * 100.0).round() as i64 } else { 0 },
        area: if sheet.bought { 0 } else { ((twice + 1_000_000) / 2_000_000) as i64 },
        room: twice as f64 / 2.0 + around_length * reach + std::f64::consts::PI * reach * reach,
        ring: around,
        zones: holes.into_iter().chain(sheet.defects.iter().map(counterclockwise)).collect(),
        margin,
        ways: vec![],
    })
}

fn counterclockwise(polygon: &Polygon) -> Ring {
    let mut out = ring(polygon);
    if twice_area(&out) < 0 {
        out.reverse();
    }
    out
}

/// All the ways that a part may lie in one sheet or another (hundredths of a degree).
fn turns(problem: &NestProblem, part: &NestPart) -> Vec<i32> {
    let whole = |degrees: f64| libm::round(degrees.rem_euclid(360.0) * 100.0) as i32 % ROUND;
    let mut out = match &part.turns {
        Turns::Fixed => vec![0],
        Turns::Half => vec![0, ROUND / 2],
        Turns::Quarter => (0..4).map(|k| k * ROUND / 4).collect(),
        Turns::Any => (0..ROUND / ANY).map(|k| k * ANY).collect(),
        Turns::List(angles) => angles.iter().filter(|a| a.is_finite()).take(360).map(|a| whole(*a)).collect(),
    };
    if let (Turns::Any, Some(grain)) = (&part.turns, part.grain.filter(|g| g.is_finite())) {
        for along in problem.sheets.iter().filter_map(|sheet| sheet.grain).filter(|g| g.is_finite()) {
            out.extend([whole(along - grain), whole(along - grain + 180.0)]);
        }
    }
    crate::order::sort_by_key(&mut out, |turn| *turn);
    out.dedup();
    out
}

/// Whether the grain runs as the part needs it.
fn runs_along(part: &NestPart, sheet: &NestSheet, turn: i32) -> bool {
    let (Some(part), Some(sheet)) = (part.grain, sheet.grain) else { return true };
    let off = (part + f64::from(turn) / 100.0 - sheet).rem_euclid(180.0);
    off.min(180.0 - off) < 0.005_05
}

/// Whether the box around a turned part fits into the box around a sheet.
fn has_room(ring: &[Corner], turn: i32, stock: &Stock) -> bool {
    let ([low, high], [from, to]) = (extent(&turned(ring, turn)), extent(&stock.ring));
    let fits = |axis: usize| (high[axis] - low[axis]) as f64 <= (to[axis] - from[axis]) as f64 - 2.0 * stock.margin;
    fits(0) && fits(1)
}

/// Micrometres, rounded up to 0.01 mm with a nanometre's grace.
fn outward(metres: f64) -> f64 {
    libm::ceil(metres * 1e5 - 5e-5).max(0.0) * 10.0
}
