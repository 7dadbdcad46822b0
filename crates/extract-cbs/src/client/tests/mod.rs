//! The client against a server that misbehaves on the socket.

mod http;
pub(crate) mod server;
mod tls;
