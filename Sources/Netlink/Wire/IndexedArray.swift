/// The elements of an attribute whose own attributes are numbered by position (`indexed-array` in a spec).
///
/// Most families number from 1 and ignore the numbers they receive; others give them a meaning. So the numbers are kept
/// beside the elements.
public struct IndexedArray<Element: Sendable>: Sendable {
    /// The elements in the order of the message.
    private var elements: [Element]

    /// The number of each element.
    public private(set) var numbers: [UInt16]

    /// Creates an array of elements with consecutive numbers.
    ///
    /// - Parameters:
    ///   - elements: The elements.
    ///   - first: The number of the first one.
    public init(_ elements: [Element] = [], numberedFrom first: UInt16 = 1) {
        self.elements = elements
        numbers = elements.indices.map { first &+ UInt16(truncatingIfNeeded: $0) }
    }

    /// Adds an element.
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - number: Its number, 0 to 16,383.
    public mutating func append(_ element: Element, at number: UInt16) {
        elements.append(element)
        numbers.append(number)
    }
}

extension IndexedArray: RandomAccessCollection {
    /// The position of the first element.
    public var startIndex: Int { elements.startIndex }

    /// The position behind the last element.
    public var endIndex: Int { elements.endIndex }

    /// The element at a position, which counts from 0 whatever the numbers are.
    public subscript(position: Int) -> Element { elements[position] }
}

extension IndexedArray: ExpressibleByArrayLiteral {
    /// Creates an array of elements that are numbered from 1.
    public init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}

extension IndexedArray: Equatable where Element: Equatable {}
extension IndexedArray: Hashable where Element: Hashable {}

extension AttributeBuilder {
    /// Writes the elements of an indexed array.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - array: The elements and their numbers.
    public mutating func put<Element: NestContents>(_ number: UInt16, _ array: IndexedArray<Element>) {
        putNest(number, AnyAttributes.self) { items in
            for (itemNumber, element) in zip(array.numbers, array) {
                items.putNest(itemNumber, Element.Attributes.self) { element.encode(into: &$0) }
            }
        }
    }
}
