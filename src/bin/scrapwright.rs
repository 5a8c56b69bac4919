//! The program for the command line.

fn main() {}
