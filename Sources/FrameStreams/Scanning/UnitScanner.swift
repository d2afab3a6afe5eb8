/// Takes a stream apart into units, from bytes that come in pieces of any size.
///
/// It keeps none of the bytes but a few of a header: the reader of the stream keeps those that
/// `scan` names.
package struct UnitScanner {
  /// What a piece of the stream holds.
  package struct Scan: Equatable {
    /// How many bytes of the piece were looked at; the rest belongs to the next unit.
    package let count: Int
    /// Whether the picture begins only now: what was kept of the unit before is not part of it.
    package let isBeginning: Bool
    /// Which of them belong to the picture.
    package let picture: Range<Int>
    /// Whether the unit ends with them.
    package let isEnd: Bool
  }

  private(set) var walk: any Walk
  private var step: Step?
  /// The bytes of a field that have come so far.
  private var field: [UInt8] = []
  /// How many bytes are still to be passed over.
  private var distance = 0
  private var search: SequenceSearch?
  /// Whether a unit has begun and not ended.
  private var hasBegun = false
  /// Whether a picture is cut where the stream ends here.
  package var isInside: Bool { hasBegun && !walk.isBetweenPictures }
  /// Bytes of the stream that were looked at.
  package private(set) var offset = 0

  init(_ walk: any Walk) { self.walk = walk }

  /// How many of the bytes that come next certainly belong to this unit and need no look; a reader
  /// may read that many at once.
  package var knownDistance: Int { step.map { if case .pass = $0 { distance } else { 0 } } ?? 0 }

  /// Looks at the next bytes of the stream, as far as the end of the unit at most.
  package mutating func scan(_ bytes: Span<UInt8>) throws(StreamError) -> Scan {
    var position = paddingCount(bytes)
    var start = position > 0 ? position : nil
    if position == bytes.count {
      pass(padding: position)
      return Scan(
        count: position, isBeginning: start != nil, picture: position..<position, isEnd: false)
    }
    while true {
      switch step {
      case nil:
        step = try nextStep(position)
        if step == .end {
          step = nil
          return finish(position, from: start, isEnd: true)
        }
        if step == .begin {
          start = position
          step = nil
        }
        continue
      case .field(let count):
        let room = min(count - field.count, bytes.count - position)
        for index in position..<position + room { field.append(bytes[index]) }
        position += room
        if field.count < count { return finish(bytes.count, from: start, isEnd: false) }
      case .pass:
        let room = min(distance, bytes.count - position)
        distance -= room
        position += room
        if distance > 0 { return finish(bytes.count, from: start, isEnd: false) }
      case .skip:
        let room = min(distance, bytes.count - position)
        distance -= room
        position += room
        start = position
        if distance > 0 { return finish(position, from: start, isEnd: false) }
      case .find:
        guard let end = search?.end(in: bytes, from: position) else {
          return finish(bytes.count, from: start, isEnd: false)
        }
        position = end
      case .begin, .end: preconditionFailure("taken up when it came")
      }
      step = nil
    }
  }

  /// How many of the bytes stand in front of a unit, and belong to none.
  private func paddingCount(_ bytes: Span<UInt8>) -> Int {
    guard !hasBegun, walk.mayFollowPadding else { return 0 }
    return bytes.indices.first { !Padding.contains(bytes[$0]) } ?? bytes.count
  }

  /// Counts padding in front of a unit, which need not be scanned.
  package mutating func pass(padding count: Int) { offset += count }

  private mutating func nextStep(_ position: Int) throws(StreamError) -> Step {
    let given = field
    field.removeAll(keepingCapacity: true)
    let next: Step
    do throws(StreamError) {
      next = try walk.next(given)
    } catch {
      throw error.moved(by: offset + position - given.count)
    }
    switch next {
    case .pass(let count), .skip(let count): distance = count
    case .find(let sequence): search = SequenceSearch(sequence)
    case .field, .begin, .end: break
    }
    return next
  }

  private mutating func finish(_ count: Int, from start: Int?, isEnd: Bool) -> Scan {
    offset += count
    hasBegun = !isEnd && (hasBegun || count > 0)
    return Scan(
      count: count, isBeginning: start != nil, picture: (start ?? 0)..<count, isEnd: isEnd)
  }
}
