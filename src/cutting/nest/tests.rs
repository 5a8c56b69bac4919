//! Laws that every plan of odd parts keeps.
