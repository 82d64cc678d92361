/// Why no frame could be read or written.
enum FrameDefect: Error {
    /// The other side hung up inside a frame.
    case cutShort
    /// Not the length of any frame.
    case impossibleLength(Int)
    /// The other side is gone.
    case closed
}
