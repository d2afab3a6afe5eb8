/// A sorted set that knows the rank of each element.
///
/// A weight-balanced tree (Adams; parameters 3 and 2 as proved by Hirai and Yamamoto): adding,
/// removing, looking up by rank and by element take O(log n) steps in the worst case.
struct RankedSet<Element: Comparable & Sendable>: Sendable {
  private struct Node {
    var element: Element
    var left = none
    var right = none
    var count: Int32 = 1
  }

  /// Where a node has no child.
  private static var none: Int32 { -1 }

  private var nodes: [Node] = []
  /// Slots of removed nodes; each keeps its old element until it is used again.
  private var unused: [Int32] = []
  private var root = none

  init() {}

  /// Takes elements in ascending order, none twice, in O(n).
  init(sorted elements: [Element]) {
    nodes = elements.map { Node(element: $0) }
    root = join(0..<elements.count)
  }

  var count: Int { count(under: root) }
  var isEmpty: Bool { root == Self.none }
  var first: Element? { isEmpty ? nil : self[0] }
  var last: Element? { isEmpty ? nil : self[count - 1] }

  /// The element with `rank` smaller ones.
  subscript(rank: Int) -> Element {
    precondition(rank >= 0 && rank < count, "rank \(rank) of \(count)")
    var node = root
    var rank = rank
    while true {
      let smaller = count(under: nodes[Int(node)].left)
      if rank == smaller { return nodes[Int(node)].element }
      if rank < smaller {
        node = nodes[Int(node)].left
      } else {
        rank -= smaller + 1
        node = nodes[Int(node)].right
      }
    }
  }

  /// How many elements are smaller than `element`.
  func count(before element: Element) -> Int { countOfLeading { $0 < element } }

  /// How many elements are smaller than `element` or equal to it.
  func count(through element: Element) -> Int { countOfLeading { $0 <= element } }

  /// The smallest element that is greater than `element`.
  func first(after element: Element) -> Element? {
    let rank = count(through: element)
    return rank < count ? self[rank] : nil
  }

  /// The greatest element that is smaller than `element`.
  func last(before element: Element) -> Element? {
    let rank = count(before: element)
    return rank > 0 ? self[rank - 1] : nil
  }

  /// How many elements, from the smallest on, hold to a condition that none holds to again later.
  private func countOfLeading(_ holds: (Element) -> Bool) -> Int {
    var node = root
    var total = 0
    while node != Self.none {
      if holds(nodes[Int(node)].element) {
        total += count(under: nodes[Int(node)].left) + 1
        node = nodes[Int(node)].right
      } else {
        node = nodes[Int(node)].left
      }
    }
    return total
  }

  /// Adds an element, or takes the place of an equal one.
  mutating func insert(_ element: Element) { root = inserting(element, under: root) }

  /// Does nothing when there is no such element.
  mutating func remove(_ element: Element) { root = removing(element, under: root) }
}

extension RankedSet {
  /// How many nodes lie between the root and the lowest one, both counted.
  var height: Int { height(under: root) }

  private func height(under node: Int32) -> Int {
    guard node != Self.none else { return 0 }
    return 1 + max(height(under: nodes[Int(node)].left), height(under: nodes[Int(node)].right))
  }

  private func count(under node: Int32) -> Int {
    node == Self.none ? 0 : Int(nodes[Int(node)].count)
  }

  private func weight(_ node: Int32) -> Int { count(under: node) + 1 }

  private mutating func join(_ range: Range<Int>) -> Int32 {
    guard !range.isEmpty else { return Self.none }
    let middle = range.lowerBound + range.count / 2
    let left = join(range.lowerBound..<middle)
    let right = join(middle + 1..<range.upperBound)
    return attach(Int32(middle), left, right)
  }

  private mutating func inserting(_ element: Element, under node: Int32) -> Int32 {
    guard node != Self.none else { return makeNode(element) }
    let (left, right) = children(node)
    if element < nodes[Int(node)].element {
      return balanced(node, inserting(element, under: left), right)
    }
    if nodes[Int(node)].element < element {
      return balanced(node, left, inserting(element, under: right))
    }
    nodes[Int(node)].element = element
    return node
  }

  private mutating func removing(_ element: Element, under node: Int32) -> Int32 {
    guard node != Self.none else { return node }
    let (left, right) = children(node)
    if element < nodes[Int(node)].element {
      return balanced(node, removing(element, under: left), right)
    }
    if nodes[Int(node)].element < element {
      return balanced(node, left, removing(element, under: right))
    }
    unused.append(node)
    guard left != Self.none else { return right }
    guard right != Self.none else { return left }
    let (smallest, rest) = takingSmallest(under: right)
    return balanced(smallest, left, rest)
  }

  private mutating func takingSmallest(under node: Int32) -> (smallest: Int32, rest: Int32) {
    let (left, right) = children(node)
    guard left != Self.none else { return (node, right) }
    let (smallest, rest) = takingSmallest(under: left)
    return (smallest, balanced(node, rest, right))
  }

  private func children(_ node: Int32) -> (left: Int32, right: Int32) {
    (nodes[Int(node)].left, nodes[Int(node)].right)
  }

  private mutating func makeNode(_ element: Element) -> Int32 {
    if let slot = unused.popLast() {
      nodes[Int(slot)] = Node(element: element)
      return slot
    }
    nodes.append(Node(element: element))
    return Int32(nodes.count - 1)
  }

  private mutating func attach(_ node: Int32, _ left: Int32, _ right: Int32) -> Int32 {
    nodes[Int(node)].left = left
    nodes[Int(node)].right = right
    nodes[Int(node)].count = Int32(count(under: left) + count(under: right) + 1)
    return node
  }

  /// Puts `node` above two trees, of which one has lost or won one element.
  private mutating func balanced(_ node: Int32, _ left: Int32, _ right: Int32) -> Int32 {
    if weight(right) > 3 * weight(left) { return leaningRight(node, left, right) }
    if weight(left) > 3 * weight(right) { return leaningLeft(node, left, right) }
    return attach(node, left, right)
  }

  private mutating func leaningRight(_ node: Int32, _ left: Int32, _ right: Int32) -> Int32 {
    let (inner, outer) = children(right)
    if weight(inner) < 2 * weight(outer) {
      return attach(right, attach(node, left, inner), outer)
    }
    let (innerLeft, innerRight) = children(inner)
    let newLeft = attach(node, left, innerLeft)
    return attach(inner, newLeft, attach(right, innerRight, outer))
  }

  private mutating func leaningLeft(_ node: Int32, _ left: Int32, _ right: Int32) -> Int32 {
    let (outer, inner) = children(left)
    if weight(inner) < 2 * weight(outer) {
      return attach(left, outer, attach(node, inner, right))
    }
    let (innerLeft, innerRight) = children(inner)
    let newLeft = attach(left, outer, innerLeft)
    return attach(inner, newLeft, attach(node, innerRight, right))
  }
}
