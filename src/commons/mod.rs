//! What people pass on to each other: links that carry a whole project, without a server.

mod base64url;
pub mod catalogue;
pub mod link;
