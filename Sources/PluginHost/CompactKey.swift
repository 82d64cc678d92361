/// Where a superclass's part stands among the keys.
enum CompactKey: String, CodingKey {
    case `super`
}
