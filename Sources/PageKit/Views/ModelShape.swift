@_spi(Reflection) import Swift

/// What templates can name in a type: its stored properties, known without a value of it.
///
/// A value tells too little: an empty list doesn't say what its rows hold, nor a missing part what it would.
enum ModelShape {
    /// The type of a stored property, inside any optional; nil when the type has none of that name.
    static func property(_ name: String, of type: Any.Type) -> Any.Type? {
        if let dictionary = type as? any KeyedShape.Type { return dictionary.valueType }
        if let words = type as? any WordsShape.Type { return words.has(name) ? String.self : nil }
        return properties(of: type).first { $0.name == name }.map { unwrapped($0.type) }
    }

    /// Stored properties in the order of their declaration.
    static func properties(of type: Any.Type) -> [(name: String, type: Any.Type)] {
        var found: [(name: String, type: Any.Type)] = []
        _forEachField(of: type) { name, _, type, _ in
            found.append((String(cString: name), type))
            return true
        }
        return found
    }

    /// What a section repeats: the rows of a list, else the thing itself.
    static func content(of type: Any.Type) -> Any.Type {
        (type as? any ListShape.Type).map { unwrapped($0.elementType) } ?? type
    }

    /// What an array holds; nil for another type.
    static func element(of type: Any.Type) -> Any.Type? { (type as? any ListShape.Type)?.elementType }

    /// What a dictionary with texts as keys holds; nil for another type.
    static func value(of type: Any.Type) -> Any.Type? { (type as? any KeyedShape.Type)?.valueType }

    /// What an optional holds; nil for another type.
    static func wrapped(in type: Any.Type) -> Any.Type? { (type as? any MaybeShape.Type)?.wrappedType }

    private static func unwrapped(_ type: Any.Type) -> Any.Type {
        (type as? any MaybeShape.Type).map { unwrapped($0.wrappedType) } ?? type
    }
}

private protocol MaybeShape {
    static var wrappedType: Any.Type { get }
}

private protocol ListShape {
    static var elementType: Any.Type { get }
}

private protocol KeyedShape {
    static var valueType: Any.Type { get }
}

extension Optional: MaybeShape {
    fileprivate static var wrappedType: Any.Type { Wrapped.self }
}

extension Array: ListShape {
    fileprivate static var elementType: Any.Type { Element.self }
}

extension Dictionary: KeyedShape {
    fileprivate static var valueType: Any.Type { Value.self }
}
