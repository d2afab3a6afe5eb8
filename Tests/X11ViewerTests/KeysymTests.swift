import CX11
import Testing
import ViewerCore

@Suite struct KeysymTests {
  @Test(
    "the numbers of keys are those of keysymdef.h",
    arguments: [
      (Keysym.backSpace, XK_BackSpace), (.escape, XK_Escape), (.home, XK_Home), (.left, XK_Left),
      (.up, XK_Up), (.right, XK_Right), (.down, XK_Down), (.end, XK_End),
      (.keypadLeft, XK_KP_Left), (.keypadUp, XK_KP_Up), (.keypadRight, XK_KP_Right),
      (.keypadDown, XK_KP_Down), (.keypadAdd, XK_KP_Add), (.keypadSubtract, XK_KP_Subtract),
      (.pageUp, XK_Page_Up), (.pageDown, XK_Page_Down), (.keypadHome, XK_KP_Home),
      (.keypadEnd, XK_KP_End), (.keypadPageUp, XK_KP_Page_Up),
      (.keypadPageDown, XK_KP_Page_Down), (.f11, XK_F11), (.character(" "), XK_space),
      (.character("?"), XK_question),
      (.character("A"), XK_A), (.character("a"), XK_a), (.character("|"), XK_bar),
      (.character("_"), XK_underscore),
    ])
  func keysyms(keysym: Keysym, number: CInt) {
    #expect(keysym.rawValue == UInt32(number))
  }

  @Test(
    "the numbers of buttons are those of X.h",
    arguments: [
      (MouseButton.left, Button1), (.middle, Button2), (.wheelUp, Button4), (.wheelDown, Button5),
    ])
  func buttons(button: MouseButton, number: CInt) {
    #expect(button.rawValue == UInt32(number))
  }
}
