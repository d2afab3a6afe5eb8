/// First in, first out, in constant time on average.
struct Queue<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var head = 0

  var count: Int { elements.count - head }

  var first: Element? { head < elements.count ? elements[head] : nil }

  mutating func append(_ element: Element) { elements.append(element) }

  /// Puts an element in the place of the one of its number, if that is there; numbers ascend.
  mutating func replace(_ element: Element, byNumber number: (Element) -> UInt64) {
    var (low, high) = (head, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if number(elements[middle]) < number(element) { low = middle + 1 } else { high = middle }
    }
    guard low < elements.count, number(elements[low]) == number(element) else { return }
    elements[low] = element
  }

  mutating func removeFirst() {
    head += 1
    if head > elements.count / 2 {
      elements.removeFirst(head)
      head = 0
    }
  }
}
