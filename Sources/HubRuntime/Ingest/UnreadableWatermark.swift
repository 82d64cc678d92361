/// The stored hash of a watermark has another length than 32 bytes, which its constraint excludes.
struct UnreadableWatermark: Error {}
