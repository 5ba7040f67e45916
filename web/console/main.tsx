import "../shared/ui/base.css";
import { render } from "preact";
import { Console } from "./Console";
import { applyTheme } from "./settings/preferences";

applyTheme();
render(<Console />, document.getElementById("app")!);
