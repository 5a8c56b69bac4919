//! Scrapwright adapts open hardware designs to the scrap people have.
//!
//! The core is pure: no DOM, clock, randomness or file. Data flows one way:
//! design text → [`design`] → build → [`cutting`] plan → [`bom`] → [`export`], with [`adapt`] searching over it.

#![warn(missing_docs)]

pub mod adapt;
pub mod bom;
pub mod commons;
pub mod cutting;
pub mod design;
pub mod diagnostic;
mod engineering;
pub mod export;
pub mod expr;
pub mod fold;
pub mod geometry;
pub mod history;
pub mod kept;
mod known;
pub mod later;
pub mod order;
pub mod project;
pub mod quantity;
pub mod seats;
pub mod stock;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
