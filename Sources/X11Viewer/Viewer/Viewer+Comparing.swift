import Composing
import ShmChannel
import ViewerCore

/// Copies frames that others are compared with.
extension Viewer {
  /// - Returns: what the effect is answered by.
  func compare(_ effect: ViewerModel.Effect) -> ViewerModel.Input? {
    switch effect {
    case .mark(let frame, let key): return mark(MarkedFrame(key, of: pin(of: frame).frame))
    case .markBefore(let generation, let key): return mark(markedBefore(generation, key))
    case .dropMark: marked = nil
    case .readDifference(let question):
      let figures = marked.flatMap {
        $0.key == question.mark ? pin(of: question.frame).difference(from: $0) : nil
      }
      return .difference(question, figures)
    default: break
    }
    return nil
  }

  /// What was marked before stays where there is no copy of another.
  private func mark(_ copy: MarkedFrame?) -> ViewerModel.Input {
    if let copy { marked = copy }
    return .marked(copy?.mark)
  }

  /// A copy of the newest frame before that generation; nil where none is there any more.
  private func markedBefore(_ generation: Generation, _ key: MarkKey) -> MarkedFrame? {
    let before = (try? reader.keptFrames())?.last { $0.generation < generation }
    guard let before, let frame = try? reader.acquire(before.generation) else { return nil }
    return MarkedFrame(key, of: frame)
  }
}
