import { render } from "preact";
import "../shared/ui/base.css";
import { ChatApp } from "./ChatApp";

render(<ChatApp />, document.getElementById("app")!);
