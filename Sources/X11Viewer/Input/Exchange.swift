import CX11

/// Words of another program that wants to give something, or to have it.
enum Exchange {
  case message(XClientMessageEvent)
  case property(XPropertyEvent)
  /// What we asked another program for.
  case answer(XSelectionEvent)
  /// What another program asks us for.
  case request(XSelectionRequestEvent)
  case clear(XSelectionClearEvent)
  /// A window of another program, which something was dragged out of.
  case gone(CX11::Window)
}
