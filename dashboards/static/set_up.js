// Show the address that the service will make of the name, where nobody types another.
const slug = document.getElementById("slug");
const names = ["name_fr", "name_en"].map((id) => document.getElementById(id));

function folded(name) {
  return name
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function propose() {
  slug.placeholder = folded(names[0].value || names[1].value).slice(0, 64);
}

if (slug && names[0] && names[1]) {
  names.forEach((name) => name.addEventListener("input", propose));
  propose();
}
