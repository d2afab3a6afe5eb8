import Composing
import ShmChannel
import ViewerCore

/// Copies frames that others are compared with.
extension Viewer {
  /// - Returns: what the effect is answered by.
  func compare(_ effect: ViewerModel.Effect, in cell: Cell) -> ViewerModel.Input? {
    switch effect {
    case .mark(let frame, let key):
      return mark(MarkedFrame(key, of: cell.pin(of: frame).frame))
    case .markBefore(let generation, let key):
      return mark(markedBefore(generation, key, in: cell.reader))
    case .readDifference(let question):
      let figures = marks[question.mark].flatMap {
        cell.pin(of: question.frame).difference(from: $0)
      }
      return .difference(question, figures)
    default: break  // what no cell compares with any longer goes anyway
    }
    return nil
  }

  /// Gives back the memory of copies that no cell compares with.
  func dropMarks() {
    let used = grid.marks
    if marks.count > used.count { marks = marks.filter { used.contains($0.key) } }
  }

  private func mark(_ copy: MarkedFrame?) -> ViewerModel.Input {
    if let copy { marks[copy.key] = copy }
    return .marked(copy?.mark)
  }

  /// A copy of the newest frame before that generation; nil where none is there any more.
  private func markedBefore(
    _ generation: Generation, _ key: MarkKey, in reader: ChannelReader
  ) -> MarkedFrame? {
    let before = (try? reader.keptFrames())?.last { $0.generation < generation }
    guard let before, let frame = try? reader.acquire(before.generation) else { return nil }
    return MarkedFrame(key, of: frame)
  }
}
