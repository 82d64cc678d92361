/// Somebody who is signed in may not do this, or not there; looks like absent.
struct AccessDenied: Error {}
