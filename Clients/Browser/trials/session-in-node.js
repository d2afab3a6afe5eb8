// What a session is to a page, for a trial without one.

import { Session } from "../session.js";

globalThis.Session = Session;
