/// A stored access names no station, which its foreign key excludes.
struct UnreadableEmergencyAccess: Error {}
