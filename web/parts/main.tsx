import { render } from "preact";
import "../shared/ui/base.css";
import { Gallery } from "./Gallery";

render(<Gallery />, document.getElementById("app")!);
